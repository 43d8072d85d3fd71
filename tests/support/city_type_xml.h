// The type of documents.h's city_type() as a file.
#pragma once

#include <string_view>

namespace zielbaum::test {

inline constexpr std::string_view kCityTypeXml =
    R"(<type xmlns="urn:zielbaum:type:1" name="musterstadt" version="2" root="strategie">
  <label lang="de">Stadtstrategie</label>
  <label lang="en">City strategy</label>
  <kind name="strategie">
    <label lang="de">Strategie</label>
    <contains kind="handlungsfeld" />
    <field name="stand" type="date"><label lang="de">Stand</label></field>
  </kind>
  <kind name="handlungsfeld" opens-page="true" prose="required">
    <label lang="de" plural="Handlungsfelder">Handlungsfeld</label>
    <label lang="en" plural="Fields of action">Field of action</label>
    <numbering counter="siblings" inherits="true">
      <prefix lang="de">Handlungsfeld</prefix>
      <prefix lang="en">Field</prefix>
    </numbering>
    <contains kind="handlungsfeld" />
    <contains kind="leitprojekt" />
    <field name="ohne-projekt" type="text"><label lang="de">Warum ohne Projekt</label></field>
    <field name="zielwert" type="series"><label lang="de">Zielwert</label></field>
  </kind>
  <kind name="leitprojekt" listed="true">
    <label lang="de" plural="Leitprojekte">Leitprojekt</label>
    <numbering counter="document" style="decimal"><prefix lang="de">L</prefix></numbering>
    <contains kind="baustein" />
    <field name="federfuehrung" type="party"><label lang="de">Federführung</label></field>
    <field name="beteiligte" type="party" listing="set"><label lang="de">Beteiligte</label></field>
    <field name="zeitraum" type="period"><label lang="de">Zeitraum</label></field>
    <field name="stand-der-dinge" type="choice" required="true" facts="true">
      <label lang="de">Stand der Dinge</label>
      <option key="geplant"><label lang="de">geplant</label></option>
      <option key="laufend"><label lang="de">laufend</label><label lang="en">running</label></option>
      <option key="fertig"><label lang="de">abgeschlossen</label></option>
    </field>
    <field name="mittel" type="money" unit="EUR"><label lang="de">Mittel</label></field>
    <field name="anteil" type="number"><label lang="de">Anteil</label></field>
    <field name="pilot" type="flag"><label lang="de">Pilotmaßnahme</label></field>
    <field name="schlagwort" type="text" listing="set"><label lang="de">Schlagwort</label></field>
  </kind>
  <kind name="baustein" contents="false">
    <label lang="de">Baustein</label>
    <numbering counter="siblings" style="lower-letter" inherits="true" />
  </kind>
  <role name="dient">
    <from kind="leitprojekt" />
    <to kind="handlungsfeld" />
    <label lang="de">dient</label>
    <inverse lang="de">wird getragen von</inverse>
  </role>
  <role name="verweist-auf" across="true" />
  <coverage name="feld-hat-projekt" kind="handlungsfeld" needs-child="leitprojekt" unless-field="ohne-projekt">
    <message lang="de">Das Handlungsfeld hat kein Leitprojekt.</message>
  </coverage>
  <overview of="handlungsfeld leitprojekt" />
  <timeline of="leitprojekt">
    <mark field="stand-der-dinge" value="geplant" look="hollow" />
    <mark field="stand-der-dinge" value="fertig" look="closed" />
    <mark field="pilot" look="striped" />
  </timeline>
</type>
)";

}  // namespace zielbaum::test

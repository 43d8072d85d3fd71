#!/usr/bin/env python3
"""Generate one synthetic German strategy document in several source formats.

The document is built once as a small abstract model (goals -> measures -> fact
table, prose, lists, links) and then written by one emitter per format, so that
different typesetting engines can be measured on the same content.  The text is
grammatical-looking German administrative prose made from a word pool of long
compounds with umlauts; it is meaningless but has realistic word lengths,
hyphenation opportunities, bold/italic runs, internal and external links.

The output depends only on --goals/--size and --seed (own generator, no
dependence on the Python version or on hash ordering).

    generate.py --size small  --format md   -o small.md
    generate.py --goals 100   --format typ  -o medium.typ --seed 7
    generate.py --size medium --format all  -o medium --stats
    generate.py --goals 1110  --format workspace -o folder

Formats: md (pandoc Markdown), typ (Typst), html (with print CSS), ms (groff ms,
for `groff -Kutf8 -t -mspdf -mde -Tpdf`), tex (LuaLaTeX or pdfLaTeX), adoc
(AsciiDoc), txt (plain text, one paragraph a line), workspace (a folder with a Zielbaum workspace:
document type, settings, register of parties, tree and prose; themes are not part of it).
"""
import argparse
import html
import os
import re
import sys
from xml.sax.saxutils import escape

SIZES = {"small": 9, "medium": 80, "large": 660}  # number of goals
MEASURES_PER_GOAL = (7, 9)
BASE_URL = "https://strategie.example.org"


class Rng:
    """splitmix64: tiny, fast enough, identical everywhere."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & self.MASK

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return ((z ^ (z >> 31)) >> 11) % n

    def pick(self, seq):
        return seq[self.below(len(seq))]

    def between(self, lo, hi):
        return lo + self.below(hi - lo + 1)


# --------------------------------------------------------------------------
# Word pool
# --------------------------------------------------------------------------
FIRST = """Klimaanpassungs Nachhaltigkeits Bürgerbeteiligungs Stadtentwicklungs
Wärmeversorgungs Radverkehrs Fachkräftesicherungs Digitalisierungs
Öffentlichkeitsarbeits Wirtschaftsförderungs Energieeffizienz Biodiversitäts
Hochwasserschutz Gesundheitsversorgungs Kindertagesbetreuungs Quartiers
Mobilitäts Grünflächen Kreislaufwirtschafts Gewässerschutz Bildungs
Integrations Wohnraumversorgungs Datenschutz Wissenschafts Flächennutzungs
Verkehrsberuhigungs Jugendhilfe Ehrenamts Gleichstellungs Gebäudesanierungs
Straßenraumgestaltungs Fußgängersicherheits Katastrophenschutz Kulturförder
Lärmminderungs Nahversorgungs Personalentwicklungs Haushaltskonsolidierungs
Luftreinhalte Trinkwasser Einzelhandels Breitbandausbau Sportstätten
Generationengerechtigkeits Vergabe Ernährungs Naherholungs Tourismus
Städtepartnerschafts""".split()

# head noun: (nominative, gender, genitive, plural)
HEADS = [
    ("strategie", "f", "strategie", "strategien"), ("konzept", "n", "konzepts", "konzepte"),
    ("prozess", "m", "prozesses", "prozesse"), ("planung", "f", "planung", "planungen"),
    ("programm", "n", "programms", "programme"), ("förderung", "f", "förderung", "förderungen"),
    ("netzwerk", "n", "netzwerks", "netzwerke"), ("stelle", "f", "stelle", "stellen"),
    ("bericht", "m", "berichts", "berichte"), ("angebot", "n", "angebots", "angebote"),
    ("maßnahme", "f", "maßnahme", "maßnahmen"), ("beratung", "f", "beratung", "beratungen"),
    ("leitlinie", "f", "leitlinie", "leitlinien"), ("vorhaben", "n", "vorhabens", "vorhaben"),
    ("ausschuss", "m", "ausschusses", "ausschüsse"), ("beirat", "m", "beirats", "beiräte"),
    ("rahmen", "m", "rahmens", "rahmen"), ("gesellschaft", "f", "gesellschaft", "gesellschaften"),
    ("initiative", "f", "initiative", "initiativen"), ("plattform", "f", "plattform", "plattformen"),
    ("verfahren", "n", "verfahrens", "verfahren"), ("beauftragung", "f", "beauftragung", "beauftragungen"),
    ("partnerschaft", "f", "partnerschaft", "partnerschaften"), ("projekt", "n", "projekts", "projekte"),
]
ADJ = """langfristig verbindlich ressortübergreifend bedarfsgerecht zukunftsfähig
kommunal regional überörtlich sozialverträglich klimaneutral barrierefrei
öffentlich wirtschaftlich flächendeckend gemeinwohlorientiert niedrigschwellig
wissenschaftlich evidenzbasiert mehrstufig erweitert neugeschaffen
fortgeschrieben städtebaulich interkommunal""".split()
VERB = """stärkt verbessert unterstützt ergänzt begleitet konkretisiert beschleunigt
berücksichtigt verstetigt koordiniert finanziert überprüft verknüpft erweitert
gewährleistet vereinfacht""".split()
PART = """umgesetzt fortgeschrieben ausgewertet überprüft eingeführt weiterentwickelt
veröffentlicht abgestimmt gebündelt evaluiert verstetigt ausgeschrieben
berücksichtigt erprobt""".split()
PLACE = """Stadtteilen Ortschaften Quartieren Schulbezirken Gewerbegebieten
Verwaltungseinheiten Eigenbetrieben Beteiligungsgesellschaften Fachämtern
Nachbarschaftszentren""".split()
OFFICE = """Stadtplanungsamt|Umweltschutzamt|Amt für Wirtschaftsförderung|Hochbauamt|
Grünflächenamt|Jugendamt|Amt für Digitalisierung und Organisation|Sozialamt|
Tiefbau- und Straßenverkehrsamt|Schulverwaltungsamt|Stabsstelle Klimaschutz|
Kämmerei|Gesundheitsamt|Amt für Bürgerbeteiligung|Kulturamt|
Geschäftsstelle Nachhaltigkeitsbüro""".replace("\n", "").split("|")
STATUS = ["geplant", "in Vorbereitung", "in Umsetzung", "abgeschlossen", "zurückgestellt",
          "in Umsetzung (verzögert)"]

# {N}/{n} nominative, {A}/{a} accusative, {d} dative, {g} genitive, {p} bare plural,
# {v} verb, {t} participle, {y} year, {q} number, {o} place, {f} office
SENTENCES = [
    "{N} {v} {a} und schafft damit die Voraussetzungen für {a}.",
    "Bis {y} soll {n} in allen {o} der Stadt schrittweise {t} werden.",
    "Darüber hinaus {v} {n} {a}, sodass {n} auch bei knappen Haushaltsmitteln dauerhaft tragfähig bleibt.",
    "Nach Angaben {g} wurden im Jahr {y} rund {q} Prozent der verfügbaren Mittel für {a} verwendet.",
    "Im Rahmen {g} wird {n} gemeinsam mit den {o} {t} und jährlich im Gemeinderat vorgestellt.",
    "Die Erfahrungen der vergangenen Jahre zeigen, dass {n} ohne {a} nicht die erforderliche Wirkung entfaltet.",
    "{N} wurde {y} {t}; seither haben sich {q} Einrichtungen an {d} beteiligt.",
    "Für {p} und {p} gelten dabei die gleichen Qualitätsmaßstäbe wie für {a}.",
    "Zugleich müssen {p}, {p} sowie {p} stärker aufeinander bezogen werden, um Zielkonflikte frühzeitig sichtbar zu machen.",
    "Auf Grundlage {g} {v} {n} {a}.",
    "Verwaltung, Zivilgesellschaft und Unternehmen sind eingeladen, {a} mitzugestalten und {a} kritisch zu begleiten.",
    "Besonders wichtig ist, dass {n} frühzeitig mit {d} abgestimmt wird.",
    "Ob {n} gelingt, hängt wesentlich davon ab, wie konsequent {n} in den kommenden {q} Monaten {t} wird.",
    "Hierfür stellt {n} in den Haushaltsjahren {y} und {y} zusätzliche Personal- und Sachmittel bereit.",
    "Die Zuständigkeit liegt weiterhin bei {d}, während {n} die fachliche Steuerung übernimmt.",
    "„Wir möchten {a} so gestalten, dass {p} für alle Menschen zugänglich sind“, heißt es dazu in {d}.",
    "Gegenüber {y} ist der Anteil der {p} um {q} Prozentpunkte gestiegen – ein Ergebnis, das vor allem auf {a} zurückgeht.",
    "Dabei {v} {n} nicht nur {a}, sondern auch {a}.",
    "Eine Übersicht der {p} wird vierteljährlich {t}.",
    "Entscheidend für den Erfolg sind klare Verantwortlichkeiten, verlässliche Zeitpläne und {n}.",
    "Die Rückmeldungen aus {q} Beteiligungsveranstaltungen flossen unmittelbar in {a} ein.",
    "Mittelfristig ersetzt {n} {a}, die Übergangsregelungen {g} bleiben davon unberührt.",
]
TITLE_GOAL = ["{C} und {C} stärken", "{C} weiterentwickeln",
              "{C} für alle Generationen", "{C} ressourcenschonend gestalten"]
TITLE_MEASURE = ["{C} aufbauen", "{C} und {C} verknüpfen", "{C} fortschreiben",
                 "{C} in allen Stadtteilen einführen", "Förderung der {CP}", "{C} evaluieren"]
REFS = ["Siehe dazu auch %s.", "Die Abstimmung erfolgt gemeinsam mit %s.",
        "Wechselwirkungen bestehen mit %s."]
URLS = ["Weitere Unterlagen stehen unter %s bereit.", "Der aktuelle Sachstand ist unter %s abrufbar."]

ART = {"m": ("der", "den", "dem", "des"), "f": ("die", "die", "der", "der"), "n": ("das", "das", "dem", "des")}
SLOT = re.compile(r"\{(\w+)\}")


class Pool:
    """Fills sentence templates from the word pool."""

    def __init__(self, rng):
        self.rng = rng

    def compound(self):
        return self.rng.pick(FIRST), self.rng.pick(HEADS)

    def phrase(self, case):
        first, (nom, gender, gen, _pl) = self.compound()
        head = gen if case == 3 else nom
        adj = ""
        if self.rng.below(3) == 0:
            ending = "e" if case == 0 or (case == 1 and gender != "m") else "en"
            adj = self.rng.pick(ADJ) + ending + " "
        return f"{ART[gender][case]} {adj}{first}{head}"

    def fill(self, template):
        rng = self.rng

        def one(match):
            slot = match.group(1)
            if slot in "NnAadg":
                text = self.phrase({"N": 0, "n": 0, "A": 1, "a": 1, "d": 2, "g": 3}[slot])
                return text[0].upper() + text[1:] if slot in "NA" else text
            if slot in ("C", "CP", "P", "p"):
                first, head = self.compound()
                return first + head[0 if slot == "C" else 3]
            if slot == "v":
                return rng.pick(VERB)
            if slot == "t":
                return rng.pick(PART)
            if slot == "y":
                return str(rng.between(2019, 2038))
            if slot == "q":
                return str(rng.between(3, 87))
            if slot == "o":
                return rng.pick(PLACE)
            return rng.pick(OFFICE)

        return SLOT.sub(one, template)


# --------------------------------------------------------------------------
# Document model.  A paragraph is a list of spans (kind, text, target) with kind
# in "text", "em", "strong", "ref" (target "g-m") and "url" (target URL).
# --------------------------------------------------------------------------
class Measure:
    __slots__ = ("goal", "num", "title", "facts", "paras", "bullets", "period", "status")


class Goal:
    __slots__ = ("num", "title", "intro", "bullets", "measures")


def paragraph(pool, counts, lo, hi):
    rng = pool.rng
    spans = []
    for i in range(rng.between(lo, hi)):
        sentence = pool.fill(rng.pick(SENTENCES))
        lead = " " if spans else ""
        roll = rng.below(14)
        if roll < 2:  # one bold or italic compound in the sentence
            words = sentence.split(" ")
            long = [k for k, w in enumerate(words) if len(w) > 12 and w.isalpha()]
            if long:
                k = rng.pick(long)
                before, after = " ".join(words[:k]), " ".join(words[k + 1:])
                spans.append(("text", lead + before + (" " if before else ""), None))
                spans.append(("strong" if roll else "em", words[k], None))
                spans.append(("text", " " + after, None))
                continue
        if roll == 2 and i:
            g = rng.below(len(counts))
            m = rng.below(counts[g])
            head, tail = rng.pick(REFS).split("%s")
            spans += [("text", lead + head, None), ("ref", f"Maßnahme {g + 1}.{m + 1}", f"{g + 1}-{m + 1}"),
                      ("text", tail, None)]
            continue
        if roll == 3 and i and rng.below(3) == 0:
            head, tail = rng.pick(URLS).split("%s")
            page = f"/unterlagen/{rng.between(100, 9999)}"
            spans += [("text", lead + head, None), ("url", "strategie.example.org" + page, BASE_URL + page),
                      ("text", tail, None)]
            continue
        spans.append(("text", lead + sentence, None))
    return spans


def bullets(pool, lo, hi):
    return [pool.fill(pool.rng.pick(["{C} und {C}", "{C} in den {o}", "{P}, {p} und {p} abstimmen",
                                     "Umsetzung {g} bis {y}, insbesondere durch {a}"]))
            for _ in range(pool.rng.between(lo, hi))]


def build(goals, seed):
    """Yield Goal objects; only the measure counts are known ahead (for links)."""
    rng = Rng(seed)
    counts = [rng.between(*MEASURES_PER_GOAL) for _ in range(goals)]
    for g in range(goals):
        pool = Pool(Rng(seed * 1000003 + g + 1))
        r = pool.rng
        goal = Goal()
        goal.num = g + 1
        goal.title = pool.fill(r.pick(TITLE_GOAL))
        goal.intro = [paragraph(pool, counts, 4, 7) for _ in range(r.between(2, 4))]
        goal.bullets = bullets(pool, 3, 6)
        goal.measures = []
        for m in range(counts[g]):
            me = Measure()
            me.goal, me.num = g + 1, m + 1
            me.title = pool.fill(r.pick(TITLE_MEASURE))
            start = r.between(2024, 2030)
            me.period = f"{start}–{start + r.between(1, 8)}"
            me.status = r.pick(STATUS)
            links = []
            for _ in range(r.between(1, 4)):
                tg = r.below(goals)
                tm = r.below(counts[tg])
                links.append((f"Maßnahme {tg + 1}.{tm + 1}", f"{tg + 1}-{tm + 1}"))
            link_spans = []
            for label, target in links:
                if link_spans:
                    link_spans.append(("text", ", ", None))
                link_spans.append(("ref", label, target))
            page = f"/m/{g + 1}/{m + 1}"
            me.facts = [
                ("Verantwortlich", [("text", r.pick(OFFICE), None)]),
                ("Beteiligte", [("text", ", ".join(r.pick(OFFICE) for _ in range(r.between(1, 3))) + "; "
                                 + pool.fill("{C}"), None)]),
                ("Zeitrahmen", [("text", me.period, None)]),
                ("Status", [("text", me.status, None)]),
                ("Verknüpfungen", link_spans),
                ("Internet", [("url", "strategie.example.org" + page, BASE_URL + page)]),
            ]
            me.paras = [paragraph(pool, counts, 3, 7) for _ in range(r.between(3, 4))]
            me.bullets = bullets(pool, 3, 5) if r.below(4) == 0 else []
            goal.measures.append(me)
        yield goal


TITLE = "Integrierte Nachhaltigkeits- und Stadtentwicklungsstrategie"
AUTHOR = "Geschäftsstelle Nachhaltigkeitsbüro"
SUMMARY = ("Diese Strategie fasst die Ziele und Maßnahmen der Stadt zusammen. Jede Maßnahme nennt die "
           "Verantwortlichen, den Zeitrahmen, den Stand der Umsetzung und die Verknüpfungen zu anderen Maßnahmen.")


class Emitter:
    """Base class: subclasses override the pieces; write() drives the order."""

    def __init__(self, out):
        self.w = out.write

    def span(self, kind, text, target):
        raise NotImplementedError

    def inline(self, spans):
        return "".join(self.span(*s) for s in spans)

    def write(self, goals, seed):
        self.begin()
        for goal in build(goals, seed):
            self.goal(goal)
        self.end()

    def goal(self, goal):
        self.heading(1, f"Ziel {goal.num}: {goal.title}", f"z-{goal.num}")
        for p in goal.intro:
            self.para(p)
        self.items(goal.bullets)
        self.overview(goal)
        for me in goal.measures:
            self.heading(2, f"Maßnahme {me.goal}.{me.num}: {me.title}", f"m-{me.goal}-{me.num}")
            self.facts(me)
            for p in me.paras:
                self.para(p)
            if me.bullets:
                self.items(me.bullets)

    def end(self):
        pass


class Txt(Emitter):
    def span(self, kind, text, target):
        return text

    def begin(self):
        self.w(f"{TITLE}\n\n{SUMMARY}\n\n")

    def heading(self, level, text, ident):
        self.w(f"{text}\n\n")

    def para(self, spans):
        self.w(self.inline(spans) + "\n\n")

    def items(self, items):
        self.w("".join(f"- {i}\n" for i in items) + "\n")

    def overview(self, goal):
        self.w("".join(f"{goal.num}.{m.num} {m.title} {m.period} {m.status}\n" for m in goal.measures) + "\n")

    def facts(self, me):
        self.w("".join(f"{k}: {self.inline(v)}\n" for k, v in me.facts) + "\n")


class Md(Txt):
    @staticmethod
    def esc(t):
        return re.sub(r"([\\`*_\[\]#|<>$~^])", r"\\\1", t)

    def span(self, kind, text, target):
        t = self.esc(text)
        if kind == "em":
            return f"*{t}*"
        if kind == "strong":
            return f"**{t}**"
        if kind == "ref":
            return f"[{t}](#m-{target})"
        if kind == "url":
            return f"[{t}]({target})"
        return t

    def begin(self):
        self.w(f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\nlang: de\n---\n\n{SUMMARY}\n\n")

    def heading(self, level, text, ident):
        self.w(f"{'#' * level} {self.esc(text)} {{#{ident}}}\n\n")

    def overview(self, goal):
        self.w("| Nr. | Maßnahme | Zeitrahmen | Status |\n|:------|:----------------------------|:----------|:-------------|\n")
        for m in goal.measures:
            self.w(f"| {goal.num}.{m.num} | [{self.esc(m.title)}](#m-{goal.num}-{m.num}) | {m.period} | {m.status} |\n")
        self.w("\n")

    def facts(self, me):
        self.w("| Merkmal | Angabe |\n|:------------|:------------------------------------------|\n")
        self.w("".join(f"| **{k}** | {self.inline(v)} |\n" for k, v in me.facts) + "\n")


class Typ(Txt):
    """Typst >= 0.11 (table.header); the label scheme is <m-1-2>."""

    @staticmethod
    def esc(t):
        return re.sub(r"([\\`*_\[\]#@<>$~])", r"\\\1", t)

    def span(self, kind, text, target):
        t = self.esc(text)
        if kind == "em":
            return f"#emph[{t}]"
        if kind == "strong":
            return f"#strong[{t}]"
        if kind == "ref":
            return f"#link(<m-{target}>)[{t}]"
        if kind == "url":
            return f'#link("{target}")[{t}]'
        return t

    def begin(self):
        self.w(f'#set document(title: "{TITLE}", author: "{AUTHOR}", date: none)\n'
               '#set page(paper: "a4", margin: 25mm, numbering: "1")\n'
               '#set text(font: "Liberation Serif", size: 11pt, lang: "de", hyphenate: true)\n'
               '#set par(justify: true)\n#set table(stroke: 0.4pt)\n'
               '#show heading.where(level: 1): it => { pagebreak(weak: true); it }\n'
               '#show link: set text(fill: rgb("#0b5394"))\n'
               f'#align(center, text(20pt)[*{TITLE}*])\n#align(center)[{AUTHOR}]\n\n{SUMMARY}\n\n'
               '#outline(title: [Inhalt], depth: 2)\n\n')

    def heading(self, level, text, ident):
        self.w(f"{'=' * level} {self.esc(text)} <{ident}>\n\n")

    def overview(self, goal):
        self.w("#table(columns: (auto, 1fr, auto, auto),\n"
               "  table.header([*Nr.*], [*Maßnahme*], [*Zeitrahmen*], [*Status*]),\n")
        for m in goal.measures:
            self.w(f"  [{goal.num}.{m.num}], [#link(<m-{goal.num}-{m.num}>)[{self.esc(m.title)}]], [{m.period}], [{m.status}],\n")
        self.w(")\n\n")

    def facts(self, me):
        self.w("#table(columns: (30mm, 1fr),\n"
               + "".join(f"  [*{k}*], [{self.inline(v)}],\n" for k, v in me.facts) + ")\n\n")


class Html(Txt):
    CSS = """@page { size: A4; margin: 25mm; @bottom-center { content: counter(page); font: 9pt 'Liberation Serif' } }
html { font: 11pt/1.3 'Liberation Serif', serif; text-align: justify; hyphens: auto }
p { margin: 0 0 .7em; orphans: 2; widows: 2 }
h1, h2 { text-align: left; hyphens: manual; break-after: avoid; line-height: 1.15 }
h1.goal { break-before: page; font-size: 17pt } h2 { font-size: 13pt; margin: 1.2em 0 .5em }
table { border-collapse: collapse; width: 100%; margin: 0 0 .8em; text-align: left }
td, th { border: .4pt solid #000; padding: 1.2mm 1.6mm; vertical-align: top; text-align: left }
tr { break-inside: avoid } table.facts th { width: 30mm } a { color: #0b5394; text-decoration: none }
nav ul { list-style: none; padding-left: 1em } nav li { text-align: left }
nav a::after { content: leader('.') target-counter(attr(href), page) }"""

    def __init__(self, out):
        super().__init__(out)
        self.goals = self.seed = None

    def write(self, goals, seed):
        self.goals, self.seed = goals, seed
        super().write(goals, seed)

    def span(self, kind, text, target):
        t = html.escape(text, quote=False)
        if kind in ("em", "strong"):
            return f"<{kind}>{t}</{kind}>"
        if kind == "ref":
            return f'<a href="#m-{target}">{t}</a>'
        if kind == "url":
            return f'<a href="{target}">{t}</a>'
        return t

    def begin(self):
        self.w(f'<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>{TITLE}</title>\n'
               f'<meta name="author" content="{AUTHOR}">\n<style>\n{self.CSS}\n</style></head><body>\n'
               f'<h1 style="text-align:center">{TITLE}</h1>\n<p style="text-align:center">{AUTHOR}</p>\n'
               f'<p>{SUMMARY}</p>\n<nav><h2>Inhalt</h2><ul>\n')
        for g in build(self.goals, self.seed):
            self.w(f'<li><a href="#z-{g.num}">Ziel {g.num}: {g.title}</a><ul>\n')
            for m in g.measures:
                self.w(f'<li><a href="#m-{g.num}-{m.num}">Maßnahme {g.num}.{m.num}: {m.title}</a></li>\n')
            self.w('</ul></li>\n')
        self.w('</ul></nav>\n')

    def heading(self, level, text, ident):
        cls = ' class="goal"' if level == 1 else ""
        self.w(f'<h{level}{cls} id="{ident}">{html.escape(text)}</h{level}>\n')

    def para(self, spans):
        self.w(f"<p>{self.inline(spans)}</p>\n")

    def items(self, items):
        self.w("<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>\n")

    def overview(self, goal):
        self.w('<table><thead><tr><th>Nr.</th><th>Maßnahme</th><th>Zeitrahmen</th><th>Status</th></tr></thead><tbody>\n')
        for m in goal.measures:
            self.w(f'<tr><td>{goal.num}.{m.num}</td><td><a href="#m-{goal.num}-{m.num}">{html.escape(m.title)}</a></td>'
                   f'<td>{m.period}</td><td>{m.status}</td></tr>\n')
        self.w('</tbody></table>\n')

    def facts(self, me):
        self.w('<table class="facts">' + "".join(f'<tr><th scope="row">{k}</th><td>{self.inline(v)}</td></tr>'
                                                 for k, v in me.facts) + "</table>\n")

    def end(self):
        self.w("</body></html>\n")


class Ms(Txt):
    """groff ms with the pdfmark macros (-mspdf); the table of contents comes at the end."""

    CHARS = {"ä": r"\[:a]", "ö": r"\[:o]", "ü": r"\[:u]", "Ä": r"\[:A]", "Ö": r"\[:O]", "Ü": r"\[:U]",
             "ß": r"\[ss]", "–": r"\[en]", "„": r"\[Bq]", "“": r"\[lq]", "\\": r"\e"}

    def esc(self, t):
        t = "".join(self.CHARS.get(c, c) for c in t)
        return "\\&" + t if t[:1] in ".'" else t

    def span(self, kind, text, target):
        t = self.esc(text)
        if kind == "em":
            return f"\\fI{t}\\fP"
        if kind == "strong":
            return f"\\fB{t}\\fP"
        return t  # links are requests on their own line, see inline()

    def inline(self, spans):
        out = []
        for i, (kind, text, target) in enumerate(spans):
            if kind in ("ref", "url"):
                after = ""
                if i + 1 < len(spans):  # punctuation that must stick to the link
                    after = spans[i + 1][1][:1]
                tail = f' -A "{after}"' if after and after not in " " else ""
                how = f"L -D m-{target}" if kind == "ref" else f'W -D "{target}"'
                out.append(f"\n.pdfhref {how}{tail} -- {self.esc(text)}\n")
            else:
                t = text
                if i and spans[i - 1][0] in ("ref", "url"):
                    t = t[1:].lstrip(" ") if t[:1] != " " else t.lstrip(" ")
                out.append(self.span(kind, t, None))
        text = "".join(out)
        return re.sub(r" *\n *\n*", "\n", text).strip("\n")

    def begin(self):
        self.w(".pl 29.7c\n.nr PO 2.5c\n.nr LL 16c\n.nr HM 2.5c\n.nr FM 2.5c\n.nr PS 11\n.nr VS 14\n")
        self.w(f".pdfinfo /Title \"{TITLE}\"\n.TL\n{self.esc(TITLE)}\n.AU\n{self.esc(AUTHOR)}\n.LP\n{self.esc(SUMMARY)}\n")

    def heading(self, level, text, ident):
        if level == 1:
            self.w(".bp\n")
        self.w(f".NH {level}\n.XN -N {ident} -- {self.esc(text)}\n")

    def para(self, spans):
        self.w(".LP\n" + self.inline(spans) + "\n")

    def items(self, items):
        self.w("".join(f".IP \\(bu 2\n{self.esc(i)}\n" for i in items))

    def overview(self, goal):
        self.w(".TS\nallbox;\nlb lbx lb lb\nl lx l l.\nNr.\t" + self.esc("Maßnahme") + "\tZeitrahmen\tStatus\n")
        for m in goal.measures:
            self.w(f"{goal.num}.{m.num}\tT{{\n{self.esc(m.title)}\nT}}\t{self.esc(m.period)}\t{self.esc(m.status)}\n")
        self.w(".TE\n")

    def facts(self, me):
        self.w(".TS\nallbox;\nlb lx.\n")
        for k, v in me.facts:
            self.w(f"{self.esc(k)}\tT{{\n{self.inline(v)}\nT}}\n")
        self.w(".TE\n")

    def end(self):
        self.w(".TC\n")


class Tex(Txt):
    """KOMA-script article; lualatex uses Liberation Serif, pdflatex Latin Modern."""

    @staticmethod
    def esc(t):
        t = re.sub(r"([&%$#_{}])", r"\\\1", t)
        return t.replace("„", "\\glqq{}").replace("“", "\\grqq{}").replace("–", "--")

    def span(self, kind, text, target):
        t = self.esc(text)
        if kind == "em":
            return f"\\emph{{{t}}}"
        if kind == "strong":
            return f"\\textbf{{{t}}}"
        if kind == "ref":
            return f"\\hyperref[m-{target}]{{{t}}}"
        if kind == "url":
            return f"\\href{{{target}}}{{{t}}}"
        return t

    def begin(self):
        self.w("\\documentclass[11pt,a4paper,parskip=half-,numbers=noenddot]{scrartcl}\n\\usepackage{iftex}\n"
               "\\ifPDFTeX\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\else\\usepackage{fontspec}"
               "\\setmainfont{Liberation Serif}\\fi\n"
               "\\usepackage[ngerman]{babel}\n\\usepackage[margin=25mm]{geometry}\n\\usepackage{microtype}\n"
               "\\usepackage{array,longtable,booktabs,xcolor}\n"
               f"\\usepackage[colorlinks,linkcolor=blue!60!black,urlcolor=blue!60!black,pdftitle={{{TITLE}}},"
               f"pdfauthor={{{AUTHOR}}}]{{hyperref}}\n"
               "\\setcounter{secnumdepth}{-1}\\setcounter{tocdepth}{2}\n\\setlength\\LTleft{0pt}\n"
               "\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash\\hspace{0pt}}p{#1}}\n"
               f"\\title{{{TITLE}}}\\author{{{AUTHOR}}}\\date{{}}\n\\begin{{document}}\n\\maketitle\n{SUMMARY}\n"
               "\\tableofcontents\n")

    def heading(self, level, text, ident):
        cmd = "\\clearpage\n\\section" if level == 1 else "\\subsection"
        self.w(f"{cmd}{{{self.esc(text)}}}\\label{{{ident}}}\n\n")

    def items(self, items):
        self.w("\\begin{itemize}\n" + "".join(f"\\item {self.esc(i)}\n" for i in items) + "\\end{itemize}\n\n")

    def overview(self, goal):
        self.w("\\begin{longtable}{@{}lL{84mm}ll@{}}\n\\toprule\nNr. & Maßnahme & Zeitrahmen & Status\\\\\\midrule\\endhead\n")
        for m in goal.measures:
            self.w(f"{goal.num}.{m.num} & \\hyperref[m-{goal.num}-{m.num}]{{{self.esc(m.title)}}} & "
                   f"{self.esc(m.period)} & {m.status}\\\\\n")
        self.w("\\bottomrule\n\\end{longtable}\n\n")

    def facts(self, me):
        self.w("\\begin{longtable}{@{}>{\\bfseries}L{30mm}L{120mm}@{}}\n\\toprule\n"
               + "".join(f"{k} & {self.inline(v)}\\\\\n" for k, v in me.facts) + "\\bottomrule\n\\end{longtable}\n\n")

    def end(self):
        self.w("\\end{document}\n")


class Adoc(Txt):
    def span(self, kind, text, target):
        if kind == "em":
            return f"_{text}_"
        if kind == "strong":
            return f"*{text}*"
        if kind == "ref":
            return f"<<m-{target},{text}>>"
        if kind == "url":
            return f"{target}[{text}]"
        return text

    def begin(self):
        self.w(f"= {TITLE}\n{AUTHOR}\n:lang: de\n:toc:\n:toclevels: 2\n:toc-title: Inhalt\n:doctype: article\n"
               f":hyphens: de\n\n{SUMMARY}\n\n")

    def heading(self, level, text, ident):
        brk = "<<<\n\n" if level == 1 else ""
        self.w(f"{brk}[#{ident}]\n{'=' * (level + 1)} {text}\n\n")

    def items(self, items):
        self.w("".join(f"* {i}\n" for i in items) + "\n")

    def overview(self, goal):
        self.w('[%header,cols="1,7,2,3"]\n|===\n|Nr. |Maßnahme |Zeitrahmen |Status\n\n')
        for m in goal.measures:
            self.w(f"|{goal.num}.{m.num} |<<m-{goal.num}-{m.num},{m.title}>> |{m.period} |{m.status}\n")
        self.w("|===\n\n")

    def facts(self, me):
        self.w('[cols="<.<1h,<.<4"]\n|===\n' + "".join(f"|{k} |{self.inline(v)}\n" for k, v in me.facts) + "|===\n\n")


def slug(text):
    for old, new in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(old, new)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


class Workspace(Md):
    """A Zielbaum workspace with one document, `strategie`, in a folder. Numbers and links follow the model."""

    STATUS_KEYS = {s: slug(s) for s in STATUS}

    def __init__(self, folder, theme):
        super().__init__(self)
        self.folder = folder
        self.theme = theme
        self.text = []
        self.w = self.text.append

    @staticmethod
    def node(target):
        """The id of measure "goal-number": ends in characters that spread over folders, as ids made by the tool do."""
        rng = Rng(sum((i + 1) * ord(c) for i, c in enumerate(target)) + len(target) * 7919)
        return f"m-{target}-" + "".join(rng.pick("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4))

    def put(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def span(self, kind, text, target):
        if kind == "ref":
            return f"[{self.esc(text)}](node:{self.node(target)})"
        return super().span(kind, text, target)

    def prose(self, ident):
        folder = f"{ident[-2:]}/" if self.sharded else ""
        self.put(f"documents/strategie/text/{folder}{ident}.md", "".join(self.text).rstrip("\n") + "\n")
        self.text.clear()

    def write(self, goals, seed):
        all_goals = list(build(goals, seed))
        nodes = 1 + sum(1 + len(g.measures) for g in all_goals)
        self.sharded = nodes > 2000
        tree = [f'<document xmlns="urn:zielbaum:type:benchmark:1" id="strategie" lang="de"'
                f'{" layout=" + chr(34) + "sharded" + chr(34) if self.sharded else ""}>\n'
                f"  <title>{TITLE}</title>\n"]
        self.w(SUMMARY)
        self.prose("strategie")
        for goal in all_goals:
            tree.append(f'  <goal id="z-{goal.num}">\n    <title>{escape(goal.title)}</title>\n')
            for p in goal.intro:
                self.para(p)
            self.items([self.esc(i) for i in goal.bullets])
            self.w("| Nr. | Maßnahme | Zeitrahmen | Status |\n|:---|:---|:---|:---|\n")
            for m in goal.measures:
                number = f"{goal.num}.{m.num}"
                ident = self.node(f"{goal.num}-{m.num}")
                self.w(f"| {number} | [{self.esc(m.title)}](node:{ident}) | {m.period} | {m.status} |\n")
            self.prose(f"z-{goal.num}")
            for me in goal.measures:
                self.measure(tree, me)
            tree.append("  </goal>\n")
        tree.append("</document>\n")
        self.put("documents/strategie/document.xml", "".join(tree))
        self.furniture()

    def measure(self, tree, me):
        facts = dict(me.facts)
        begin, end = me.period.split("–")
        offices, _, topic = facts["Beteiligte"][0][1].partition("; ")
        involved = sorted({slug(o) for o in offices.split(", ")})
        ident = self.node(f"{me.goal}-{me.num}")
        links = sorted({self.node(t) for kind, _, t in facts["Verknüpfungen"] if kind == "ref" and t != f"{me.goal}-{me.num}"})
        tree.append(f'    <measure id="{ident}">\n      <title>{escape(me.title)}</title>\n'
                    f'      <responsible party="{slug(facts["Verantwortlich"][0][1])}" />\n'
                    + "".join(f'      <involved party="{o}" />\n' for o in involved)
                    + f"      <topic>{escape(topic)}</topic>\n"
                    f'      <period from="{begin}" to="{end}" />\n'
                    f"      <status>{self.STATUS_KEYS[me.status]}</status>\n"
                    + "".join(f'      <link role="relates" to="{t}" />\n' for t in links) + "    </measure>\n")
        for p in me.paras:
            self.para(p)
        if me.bullets:
            self.items([self.esc(i) for i in me.bullets])
        self.prose(ident)

    def furniture(self):
        field = '    <field name="{}" type="{}" facts="true"{}>\n      <label lang="de">{}</label>\n{}    </field>\n'.format
        options = "".join(f'      <option key="{k}">\n        <label lang="de">{s}</label>\n      </option>\n'
                          for s, k in self.STATUS_KEYS.items())
        self.put("schemas/types/benchmark.xml",
                 '<type xmlns="urn:zielbaum:type:1" name="benchmark" version="1" root="document">\n'
                 '  <label lang="de">Strategie</label>\n'
                 '  <kind name="document">\n    <label lang="de">Dokument</label>\n    <contains kind="goal" />\n  </kind>\n'
                 '  <kind name="goal" opens-page="true">\n    <label lang="de" plural="Ziele">Ziel</label>\n'
                 '    <numbering counter="siblings">\n      <prefix lang="de">Ziel</prefix>\n    </numbering>\n'
                 '    <contains kind="measure" />\n  </kind>\n'
                 '  <kind name="measure">\n    <label lang="de" plural="Maßnahmen">Maßnahme</label>\n'
                 '    <numbering counter="siblings" inherits="true">\n      <prefix lang="de">Maßnahme</prefix>\n'
                 '    </numbering>\n'
                 + field("responsible", "party", ' required="true"', "Verantwortlich", "")
                 + field("involved", "party", ' listing="set"', "Beteiligte", "")
                 + field("topic", "text", "", "Thema", "") + field("period", "period", "", "Zeitrahmen", "")
                 + field("status", "choice", "", "Status", options)
                 + '  </kind>\n  <role name="relates">\n    <from kind="measure" />\n    <to kind="measure" />\n'
                 '    <label lang="de">hängt zusammen mit</label>\n'
                 '    <inverse lang="de">hängt zusammen mit</inverse>\n  </role>\n</type>\n')
        self.put("documents/workspace.xml",
                 f'<workspace xmlns="urn:zielbaum:workspace:1" format="1">\n  <publisher>{AUTHOR}</publisher>\n'
                 f"  <language>de</language>\n  <theme>{self.theme}</theme>\n</workspace>\n")
        self.put("documents/parties.xml", '<parties xmlns="urn:zielbaum:parties:1">\n' + "".join(
            f'  <party id="{slug(o)}" kind="office">\n    <short>{o}</short>\n    <name>{o}</name>\n  </party>\n'
            for o in OFFICE) + "</parties>\n")


FORMATS = {"md": Md, "typ": Typ, "html": Html, "ms": Ms, "tex": Tex, "adoc": Adoc, "txt": Txt}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    group = ap.add_mutually_exclusive_group()
    group.add_argument("--size", choices=SIZES, default="small")
    group.add_argument("--goals", type=int, help="number of goals instead of a named size")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--format", choices=[*FORMATS, "workspace", "all"], default="md")
    ap.add_argument("--theme", default="standard", help="the theme that a workspace names")
    ap.add_argument("-o", "--output", default="-", help="file; with --format all: file name without its ending")
    ap.add_argument("--stats", action="store_true", help="print words, paragraphs and so on to stderr")
    args = ap.parse_args()
    goals = args.goals or SIZES[args.size]
    if args.format == "workspace":
        Workspace(args.output, args.theme).write(goals, args.seed)
        return
    for name in FORMATS if args.format == "all" else [args.format]:
        path = f"{args.output}.{name}" if args.format == "all" else args.output
        if path == "-":
            FORMATS[name](sys.stdout).write(goals, args.seed)
        else:
            with open(path, "w", encoding="utf-8") as out:
                FORMATS[name](out).write(goals, args.seed)
    if args.stats:
        words = paras = measures = links = 0
        for g in build(goals, args.seed):
            measures += len(g.measures)
            for p in [*g.intro, *(p for m in g.measures for p in m.paras)]:
                paras += 1
                words += len("".join(s[1] for s in p).split())
                links += sum(s[0] in ("ref", "url") for s in p)
            for m in g.measures:
                words += sum(len("".join(s[1] for s in v).split()) + 1 for _, v in m.facts)
                links += sum(s[0] in ("ref", "url") for _, v in m.facts for s in v)
        print(f"goals {goals}, measures {measures}, paragraphs {paras}, words {words}, links {links}", file=sys.stderr)


if __name__ == "__main__":
    main()

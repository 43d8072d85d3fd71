// The conditions, in words of our own. Each says what is so where it is met.
#include "audit/audit.h"

namespace zielbaum::audit {

namespace {

Condition machine(const char* number, Message statement) {
  return {number, Judge::Machine, std::move(statement)};
}
Condition person(const char* number, Message statement) {
  return {number, Judge::Person, std::move(statement)};
}

std::vector<Condition> matterhorn() {
  return {
      person("01-001", msg("Nothing that only decorates is tagged as content")),
      person("01-002", msg("No content is marked as artifact")),
      machine("01-003", msg("No artifact stands within tagged content")),
      machine("01-004", msg("No tagged content stands within an artifact")),
      machine("01-005", msg("Everything on the pages is tagged or marked as artifact")),
      person("01-006", msg("Tags and their attributes fit what they stand for")),
      machine("01-007", msg("The tags are not called suspect")),
      machine("02-001", msg("Each tag is a standard one or mapped to one")),
      person("02-002", msg("Tags of one's own are mapped to standard ones that mean the same")),
      machine("02-003", msg("No mapping of tags runs in a circle")),
      machine("02-004", msg("No standard tag is mapped to another")),
      person("03-001", msg("No action makes anything flicker")),
      person("03-002", msg("No moving picture flickers")),
      person("03-003", msg("No script makes anything flicker")),
      person("04-001", msg("Nothing is told by colour, contrast or layout alone")),
      person("05-001", msg("What is heard in media can be had in another form")),
      person("05-002", msg("What is heard in sounds can be had in another form")),
      person("05-003", msg("No script uses a beep alone")),
      machine("06-001", msg("The file has XMP metadata")),
      machine("06-002", msg("The metadata call the file PDF/UA-1")),
      machine("06-003", msg("The metadata have a title")),
      person("06-004", msg("The title says which document this is")),
      machine("07-001", msg("It is said what the window's title shall show")),
      machine("07-002", msg("The window shows the document's title")),
      person("08-001", msg("Text from scanned pages is free of serious errors")),
      person("08-002", msg("Text from scanned pages is tagged")),
      person("09-001", msg("The tags stand in a sensible reading order")),
      person("09-002", msg("Tags are nested sensibly")),
      person("09-003", msg("Each tag suits what it holds")),
      machine("09-004", msg("Tables are built of tags as the standard says")),
      machine("09-005", msg("Lists are built of tags as the standard says")),
      machine("09-006", msg("Tables of contents are built of tags as the standard says")),
      machine("09-007", msg("Ruby texts are built of tags as the standard says")),
      machine("09-008", msg("Warichu texts are built of tags as the standard says")),
      machine("10-001", msg("Each character has a meaning in Unicode")),
      machine("11-001", msg("The language of all text on the pages is known")),
      machine("11-002", msg("The language of alternative texts and expansions is known")),
      machine("11-003", msg("The language of the bookmarks is known")),
      machine("11-004", msg("The language of the descriptions of links and notes is known")),
      machine("11-005", msg("The language of the descriptions of form fields is known")),
      machine("11-006", msg("The language of the metadata is known")),
      person("11-007", msg("The languages are the right ones")),
      person("12-001", msg("Characters drawn large over lines read as they should")),
      person("13-001", msg("Pictures and drawings are tagged as figures")),
      person("13-002", msg("Links over a telling background say so in words")),
      person("13-003", msg("Captions are tagged as such")),
      machine("13-004", msg("Each figure has an alternative text")),
      person("13-005", msg("Figures have an alternative text where a replacement would mislead")),
      person("13-006", msg("What is understood only as a whole is one figure")),
      person("13-007", msg("There is no more accessible form of what a figure shows")),
      person("13-008", msg("Figures that are read as text have a replacement text")),
      person("14-001", msg("Headings are tagged as such")),
      machine("14-002", msg("The first heading is one of the first level")),
      machine("14-003", msg("No level of headings is skipped")),
      person("14-004", msg("Levels of headings are numbered in Arabic numerals")),
      person("14-005", msg("Headings of the seventh level and below are tagged as such")),
      machine("14-006", msg("No element holds more than one heading without a level")),
      machine("14-007", msg("Headings with and without levels are not mixed")),
      person("15-001", msg("Header cells of rows are tagged as such")),
      person("15-002", msg("Header cells of columns are tagged as such")),
      machine("15-003", msg("Header cells say what they head, or data cells name their headers")),
      person("15-004", msg("Only what has rows and columns is tagged as a table")),
      person("15-005", msg("The headers of each cell are told without doubt")),
      person("16-001", msg("Ordered lists say how they are numbered")),
      person("16-002", msg("The numbering that lists tell is the one they have")),
      person("16-003", msg("Lists are tagged as such")),
      person("17-001", msg("Mathematical expressions are tagged as such")),
      machine("17-002", msg("Each formula has an alternative text")),
      person("18-001", msg("Running heads and feet are artifacts of the page")),
      person("18-002", msg("Running heads and feet are told apart")),
      person("19-001", msg("Footnotes and endnotes are tagged as such")),
      person("19-002", msg("References are tagged as such")),
      machine("19-003", msg("Each note has an identifier")),
      machine("19-004", msg("No two notes have the same identifier")),
      machine("20-001", msg("Configurations of layers have names")),
      machine("20-002", msg("The default configuration of layers has a name")),
      machine("20-003", msg("No layer is shown or hidden by itself")),
      machine("21-001", msg("Embedded files have names")),
      person("22-001", msg("Article threads follow the reading order")),
      person("24-001", msg("Forms on paper are tagged as such")),
      machine("25-001", msg("No form is rendered by a program")),
      machine("26-002", msg("Protection lets screen readers in")),
      person("28-001", msg("Links and notes stand at their place in the reading order")),
      machine("28-002", msg("Annotations other than links and fields are tagged as such")),
      person("28-003", msg("Annotations that only look like something are tagged for what they are")),
      machine("28-004", msg("Each annotation has a description")),
      machine("28-005", msg("Each form field has a description")),
      machine("28-006", msg("There are no annotations of unknown kinds")),
      machine("28-007", msg("There are no trap networks")),
      machine("28-008", msg("Pages with annotations say in which order the tab key goes")),
      machine("28-009", msg("The tab key goes in the order of the tags")),
      machine("28-010", msg("Fields are tagged as such")),
      machine("28-011", msg("Links are tagged as such")),
      machine("28-012", msg("Each link has a description")),
      person("28-013", msg("Maps of a server can be used in another way too")),
      machine("28-014", msg("Media say what kind they are of")),
      machine("28-015", msg("Media have an alternative text")),
      machine("28-016", msg("Attached files have names")),
      machine("28-017", msg("Printer's marks are not tagged")),
      person("29-001", msg("No script demands a certain speed of typing")),
      machine("30-001", msg("No page is taken from another file")),
      machine("30-002", msg("What is tagged within a form is used once only")),
      machine("31-001", msg("A font and its character map name the same registry")),
      machine("31-002", msg("A font and its character map name the same collection")),
      machine("31-003", msg("A font's collection is not older than its character map's")),
      machine("31-004", msg("The table from characters to glyphs is a table")),
      machine("31-005", msg("Each font has a table from characters to glyphs")),
      machine("31-006", msg("Each character map is a known one or embedded")),
      machine("31-007", msg("Character maps agree with themselves on the direction of writing")),
      machine("31-008", msg("Character maps build upon known ones only")),
      machine("31-009", msg("Each font is embedded")),
      person("31-010", msg("The fonts may be embedded by their licences")),
      machine("31-011", msg("Embedded fonts have all glyphs that are used")),
      machine("31-014", msg("Lists of embedded characters are complete")),
      machine("31-015", msg("Lists of embedded characters name no others")),
      machine("31-016", msg("The widths of glyphs agree with the embedded font")),
      machine("31-027", msg("Each font says what its characters mean in Unicode")),
      machine("31-028", msg("No character means zero")),
      machine("31-029", msg("No character means a byte order mark")),
      machine("31-030", msg("No character is shown by the box for missing ones")),
  };
}

std::vector<Condition> archive() {
  return {
      machine("A-6.1.2", msg("The file begins as a PDF that holds binary data")),
      machine("A-6.1.3", msg("The file has an identifier and is not encrypted")),
      machine("A-6.1.7", msg("All streams stand in the file, and none is packed by LZW")),
      machine("A-6.2.3", msg("The file has one output intent with a colour profile")),
      machine("A-6.2.4", msg("All colours are covered by the output intent")),
      machine("A-6.2.9", msg("There are no PostScript objects and no alternates of pictures")),
      machine("A-6.2.10", msg("Only known blend modes are used")),
      machine("A-6.3.1", msg("There are no annotations with sound, moving pictures or spatial models")),
      machine("A-6.3.2", msg("All annotations are shown and printed")),
      machine("A-6.4", msg("Fields are not drawn anew by the reader, and there is no XFA")),
      machine("A-6.5", msg("There are no scripts and no actions that start programs or play media")),
      machine("A-6.6.2", msg("What the metadata use beyond the standard is described in them")),
      machine("A-6.6.4", msg("The metadata call the file PDF/A-2a or PDF/A-3a")),
      machine("A-6.7.2", msg("The file says that it is tagged, and has a structure tree")),
      machine("A-6.8", msg("Embedded files say what they are and belong to the document; only PDF/A-3 has any")),
  };
}

std::vector<Condition> own() {
  return {
      machine("Z-01", msg("Each structure element names the one it hangs in")),
      machine("Z-02", msg("Each structure element hangs in one place only")),
      machine("Z-03", msg("From each tagged content a way leads back to its element")),
      machine("Z-04", msg("The ways back lead to nothing else")),
      machine("Z-05", msg("Each page and each tagged annotation has a key of its own for the way back")),
      machine("Z-06", msg("What the structure tree names exists, once")),
      machine("Z-07", msg("Headers named by cells are header cells of the same table, found by their identifiers")),
      machine("Z-08", msg("All rows of a table have the same number of columns")),
      machine("Z-09", msg("Each figure says where on the page it stands")),
      machine("Z-10", msg("Languages are given by well-formed tags")),
      machine("Z-11", msg("Links and bookmarks lead to pages that exist")),
      machine("Z-12", msg("What begins as marked content ends on the same page")),
      machine("Z-13", msg("Lists with labels say how they are numbered")),
      machine("Z-14", msg("Title and metadata tell the same")),
      machine("Z-15", msg("Each data cell of a table with headers is found to have one")),
      machine("Z-16", msg("Each structure element holds something")),
      machine("Z-17", msg("The file holds nothing that this program cannot judge")),
  };
}

}  // namespace

const std::vector<Condition>& conditions() {
  static const std::vector<Condition> kAll = [] {
    std::vector<Condition> all = matterhorn();
    for (std::vector<Condition> more : {archive(), own()}) std::move(more.begin(), more.end(), std::back_inserter(all));
    return all;
  }();
  return kAll;
}

Message checkpoint_name(unsigned checkpoint) {
  static const std::vector<Message> kNames = {msg("Real content"),
                                              msg("Mapping of tags"),
                                              msg("Flickering"),
                                              msg("Colour and contrast"),
                                              msg("Sound"),
                                              msg("Metadata"),
                                              msg("Window's title"),
                                              msg("Scanned text"),
                                              msg("Appropriate tags"),
                                              msg("Characters"),
                                              msg("Languages"),
                                              msg("Stretched characters"),
                                              msg("Pictures"),
                                              msg("Headings"),
                                              msg("Tables"),
                                              msg("Lists"),
                                              msg("Mathematics"),
                                              msg("Running heads and feet"),
                                              msg("Notes and references"),
                                              msg("Layers"),
                                              msg("Embedded files"),
                                              msg("Article threads"),
                                              msg("Signatures"),
                                              msg("Forms on paper"),
                                              msg("Forms by XFA"),
                                              msg("Protection"),
                                              msg("Navigation"),
                                              msg("Links and annotations"),
                                              msg("Actions"),
                                              msg("Form objects"),
                                              msg("Fonts")};
  return kNames.at(checkpoint - 1);
}

}  // namespace zielbaum::audit

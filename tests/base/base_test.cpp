#include <unistd.h>

#include <filesystem>

#include "base/date.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/length.h"
#include "base/nearest.h"
#include "base/process.h"
#include "base/utf8.h"
#include "support/catch.h"

using namespace zielbaum;

namespace {

std::filesystem::path fresh_folder(const char* name) {
  const auto folder = std::filesystem::temp_directory_path() / ("zielbaum-base-" + std::to_string(::getpid()) + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

Result<int> half(int number) {
  if (number % 2 != 0) return error(ErrorKind::Invalid, "odd", msg("{0} is odd", number));
  return number / 2;
}
Result<int> quarter(int number) {
  const int once = TRY(half(number));
  return TRY(half(once));
}

}  // namespace

TEST_CASE("result: TRY hands the value on, or the error out") {
  CHECK(*quarter(12) == 3);
  CHECK(quarter(6).error().code == "odd");
}

TEST_CASE("message: arguments stand where their placeholders are, in both languages") {
  CHECK(render(msg("from {0}", "2022"), Language::English) == "from 2022");
  CHECK(render(msg("from {0}", "2022"), Language::German) == "ab 2022");
  CHECK(render(msg("no translation {1} {0} {2}", "a", 7), Language::German) == "no translation 7 a {2}");
}

TEST_CASE("date: reading and writing is the identity; days must exist") {
  for (const char* text : {"2022", "2022-02", "2024-02-29", "1999-12-31"}) CHECK(to_string(*parse_date(text)) == text);
  for (const char* text : {"", "22", "2022-13", "2022-00", "2023-02-29", "2021-02-31", "2022-1", "2022/01", "20220101",
                           "0999", "2022-01-0a"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
  CHECK(written_out(*parse_date("2021-08-03"), Language::German) == "3. August 2021");
  CHECK(in_short(Period{parse_date("2022-07"), parse_date("2026-09")}, Language::German) == "07/2022–09/2026");
  CHECK(in_short(Period{parse_date("2022"), {}}, Language::German) == "ab 2022");
  CHECK(is_ordered({parse_date("2022"), parse_date("2022-05")}));
  CHECK_FALSE(is_ordered({parse_date("2022-06"), parse_date("2022-05")}));
  CHECK(rfc3339(1795370700) == "2026-11-22T18:05:00Z");
  CHECK(rfc3339(-1) == "1969-12-31T23:59:59Z");
  for (const std::int64_t seconds : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1'795'370'700}})
    CHECK(parse_rfc3339(rfc3339(seconds)) == seconds);
  for (const char* bad : {"", "2026-11-22", "2026-11-22T18:05:00+01:00", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z",
                          "2026-11-22T18:60:00Z", "2026-11-22T1x:05:00Z", "2026-11-22 18:05:00Z"})
    CHECK_FALSE(parse_rfc3339(bad).has_value());
}

TEST_CASE("decimal: what was written is what is kept") {
  for (const char* text : {"0", "40", "-3", "1.20", "0.05", "-0.5", "123456789012345678"})
    CHECK(to_string(*parse_decimal(text)) == text);
  for (const char* text : {"", "-", "-0", "01", "1.", ".5", "1,5", "1e3", "1234567890123456789", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text).has_value());
  }
  CHECK(grouped(*parse_decimal("1200000.50"), Language::German) == "1.200.000,50");
  CHECK(grouped(*parse_decimal("-12345"), Language::English) == "-12,345");
  CHECK(grouped(*parse_decimal("2026"), Language::German) == "2026");
}

TEST_CASE("ids: a slug and four characters make a valid id of any title") {
  CHECK(slug("Begegnungs- und Lernorte") == "begegnungs-und-lernorte");
  CHECK(slug("Größe für Bürger*innen: ÄÖÜ") == "groesse-fuer-buergerinnen-aeoeue");
  CHECK(slug("Café") == "cafe");
  CHECK(slug("!!!") == "x");
  for (const char* title :
       {"", "Ziel 1", "Донецьк", "Straßenverkehrsordnungsangelegenheitenverwaltungsvorschrift", "----"}) {
    CAPTURE(title);
    CHECK(is_valid_id(make_node_id(title, 123456789).text));
  }
  CHECK(make_node_id("x", 1) != make_node_id("x", 2));
  CHECK(is_valid_id("a-1"));
  for (const std::string& text : {std::string(), std::string("-a"), std::string("A"), std::string("ä"),
                                  std::string(65, 'a'), std::string("a/b"), std::string("a.b")}) {
    CHECK_FALSE(is_valid_id(text));
  }
}

TEST_CASE("utf8: bytes that are no text are found where they stand") {
  CHECK_FALSE(find_invalid_utf8("Grüße, Київ 😀").has_value());
  CHECK(*find_invalid_utf8("ab\xff") == 2);
  CHECK(*find_invalid_utf8("\xc0\xaf") == 0);
  CHECK(*find_invalid_utf8("x\xed\xa0\x80") == 1);
  CHECK(*find_invalid_utf8("trunc\xe2\x82") == 5);
  CHECK(to_utf8(to_utf32("Grüße, Київ 😀")) == "Grüße, Київ 😀");
  CHECK(nfc("Gru\xCC\x88n") == "Grün");
}

TEST_CASE("length: millimetres and points agree") {
  CHECK(Length::millimetres(254) == Length::points(720));
  CHECK(Length::tenth_millimetres(1).in_micropoints() == 283465);
}

TEST_CASE("file: writing replaces whole files and leaves nothing beside them") {
  const auto folder = fresh_folder("file");
  const auto path = folder / "Ordner mit Leerzeichen" / "größe.md";
  REQUIRE(write_file(path, "eins").has_value());
  REQUIRE(write_file(path, "zwei").has_value());
  CHECK(*read_file(path) == "zwei");
  CHECK(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}) == 1);
  CHECK(read_file(folder / "none").error().kind == ErrorKind::NotFound);
  CHECK(read_file(folder).error().code == "no-regular-file");
  std::filesystem::create_symlink(path, folder / "link");
  CHECK(read_file(folder / "link").error().code == "symbolic-link");
  CHECK(read_file(path, 2).error().code == "file-too-large");
  CHECK(write_file(folder, "x").error().code == "is-folder");
  REQUIRE(remove_file(path).has_value());
  CHECK(remove_file(path).has_value());
  std::filesystem::remove_all(folder);
}

TEST_CASE("file: one written in pieces appears when it is whole, and leaves nothing where it is given up") {
  const auto folder = fresh_folder("new-file");
  const std::filesystem::path path = folder / "neu" / "datei";
  const auto entries = [&] { return std::distance(std::filesystem::directory_iterator(path.parent_path()), {}); };
  {
    NewFile given_up = *NewFile::create(path);
    REQUIRE(given_up.append("halb").has_value());
    CHECK_FALSE(std::filesystem::exists(path));
  }
  CHECK(entries() == 0);
  NewFile file = *NewFile::create(path);
  REQUIRE(file.append("eins ").has_value());
  NewFile moved = std::move(file);
  REQUIRE(moved.append("zwei").has_value());
  REQUIRE(moved.commit().has_value());
  CHECK(*read_file(path) == "eins zwei");
  CHECK(entries() == 1);
  std::filesystem::remove_all(folder);
}

TEST_CASE("process: input, output and exit code pass; endless programs are stopped") {
  CHECK(run_process({"cat"}, "hallo")->out == "hallo");
  const std::string large(1 << 20, 'x');
  CHECK(run_process({"cat"}, large)->out == large);
  CHECK(run_process({"sh", "-c", "echo no >&2; exit 3"})->exit_code == 3);
  CHECK(run_process({"sh", "-c", "exec <&-; exit 0"}, large)->exit_code == 0);
  CHECK(run_process({"no-such-program-here"}).error().kind == ErrorKind::NotFound);
  CHECK(run_process({"sleep", "20"}, "", 1).error().code == "process-too-long");
  CHECK(run_process({"cat"}, large, 60, 1000).error().code == "process-too-much");
}

TEST_CASE("digest: the known ones") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha1("blob 6", std::string_view("\0hello\n", 7))[0] == 0xce);  // git's ce013625… for "hello"
}

TEST_CASE("nearest: a slip of the finger finds its name, something else finds none") {
  const std::vector<std::string> names = {"smart-city-strategie", "strategischer-rahmen", "Ziel 1.2", "Maßnahme"};
  CHECK(nearest("smart-city-stratgie", names) == std::vector<std::string>{"smart-city-strategie"});
  CHECK(nearest("rahmen", names) == std::vector<std::string>{"strategischer-rahmen"});
  CHECK(nearest("ZIEL1.2", names) == std::vector<std::string>{"Ziel 1.2"});
  CHECK(nearest("massnahme", names).size() == 1);
  CHECK(nearest("form", {"to", "from"}) == std::vector<std::string>{"from"});
  CHECK(nearest("haushalt", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(nearest(std::string(1 << 20, 'x'), names).empty());
}

#include <cstdint>

#include "base/digest.h"
#include "html/style_internal.h"

namespace zielbaum::html {

namespace {

std::uint32_t hex_value(char digit) {
  return static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// Base64 of the bytes that lower-case hex digits stand for.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  std::uint32_t held = 0;
  for (const char digit : hex) {
    bits = (bits << 4) | hex_value(digit);
    held += 4;
    if (held >= 6) {
      held -= 6;
      out += kDigits[(bits >> held) & 0x3F];
    }
  }
  if (held > 0) out += kDigits[(bits << (6 - held)) & 0x3F];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

constexpr std::string_view kRules = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 46rem; background: #fff; color: #1a1a1a;
  font-family: "Noto Sans", "Open Sans", system-ui, "Liberation Sans", Arial, sans-serif; line-height: 1.55;
  overflow-wrap: break-word; }
body.wide { max-width: 76rem; }
a { color: #0a4f8f; text-underline-offset: 0.15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0a4f8f; outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: #fff; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: pre; }
.unseen::before, .unseen::after { content: " "; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 0.6em; hyphens: auto; }
h1 { font-size: 2.1rem; margin-top: 1.5rem; border-top: 0.35rem solid var(--accent); padding-top: 0.8rem; }
h2 { font-size: 1.55rem; } h3 { font-size: 1.28rem; } h4 { font-size: 1.12rem; } h5, h6 { font-size: 1rem; }
p, ul, ol, table, figure, blockquote, pre { margin: 0 0 1em; }
.number { margin-right: 0.45em; }
.contents .number { margin-right: 0; }
.subtitle { font-size: 1.25rem; }
.notice { border-left: 0.3rem solid var(--accent); background: #f5f5f5; padding: 0.7rem 1rem; }
.small { font-size: 0.9rem; color: #404040; margin-bottom: 0.6em; }
.term { font-weight: 700; margin-bottom: 0.1em; }
li > p + ul, li > p + ol { margin-top: -0.75em; }
li > ul:last-child, li > ol:last-child { margin-bottom: 0.3em; }
li > p:last-child, td > p:last-child, th > p:last-child { margin-bottom: 0; }
.contents ol { list-style: none; padding-left: 0; margin: 0; }
.contents ol ol { padding-left: 1.4rem; }
.contents li { margin: 0.3rem 0; }
blockquote { border-left: 0.25rem solid #767676; padding-left: 1rem; margin-left: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f5f5; padding: 0.7rem 1rem; }
hr { border: 0; border-top: 1px solid #767676; margin: 1.5em 0; }
abbr[title] { text-decoration: none; }
code { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 0.95em;
  white-space: pre-wrap; }
figure { margin-left: 0; margin-right: 0; }
img { max-width: 100%; height: auto; }
.drawing { display: block; width: 100%; min-width: 40rem; height: auto; background: #fff; }
.drawing .text { fill: #1a1a1a; } .drawing .accent { fill: var(--accent); } .drawing .rule { fill: #767676; }
.drawing .fill { fill: var(--fill); } .drawing .paper { fill: #fff; }
figure > .scroll { margin: 0; }
figcaption, caption { font-size: 0.9rem; color: #404040; text-align: left; padding: 0.3rem 0; }
.scroll { position: relative; overflow-x: auto; margin-bottom: 1em; }
.scroll > table { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
th, td { border-bottom: 1px solid #767676; padding: 0.45rem 0.6rem; vertical-align: top; text-align: left; }
thead th { background: var(--fill); border-bottom: 2px solid #404040; }
tbody th { font-weight: 600; }
.listing tbody th { font-weight: 400; }
.listing td:first-child { white-space: nowrap; }
td ul, td ol { margin: 0.1em 0 0.5em; padding-left: 1.2rem; }
td li { margin: 0.25rem 0; }
td p { margin-bottom: 0.2em; }
td li > p + ul, td li > p + ol { margin-top: 0.1em; }
.centre { text-align: center; } .right { text-align: right; }
.facts { border-top: 1px solid #767676; }
.facts th { width: 34%; background: #f5f5f5; }
ins { text-decoration: underline double; text-underline-offset: 0.15em; font-weight: 700; background: #e3f2e3; color: #0b4d17; }
del { text-decoration: line-through; background: #fbe9e9; color: #8a1414; }
.comparison { table-layout: fixed; }
.comparison > thead th { position: sticky; top: 0; z-index: 1; }
.comparison > tbody > tr.added > td { border-left: 0.3rem solid #0b6b1f; }
.comparison > tbody > tr.removed > td { border-left: 0.3rem solid #a11616; }
.comparison > tbody > tr.moved > td { border-left: 0.3rem solid #0a4f8f; }
.comparison > tbody > tr.changed > td { border-left: 0.3rem solid #8a5a00; }
.comparison > tbody > tr.steps > td { border-bottom: 0; padding-bottom: 0; }
.steps .step { margin: 0; }
.comparison h2, .comparison h3, .comparison h4, .comparison h5, .comparison h6 { margin: 0 0 0.4em; }
.changed { border-left: 0.25rem solid #8a5a00; padding-left: 0.65rem; margin-left: -0.9rem; }
td > .changed, th > .changed, li > .changed, blockquote > .changed { margin-left: -0.35rem; padding-left: 0.3rem; }
.review > nav { border: 1px solid #767676; padding: 0 1rem 0.6rem; max-height: 60vh; overflow-y: auto;
  scroll-padding-top: 4rem; }
.review > nav h2 { margin-top: 0.8rem; }
.review .told { font-weight: 700; }
.switch, .first-step { margin: 0.2rem 0; }
.first-step a { margin-left: -0.3rem; }
.switch { display: none; }
@supports selector(:has(*)) {
  .switch { display: block; position: sticky; top: 0; background: #fff; padding: 0.3rem 0; }
  body:has(#_only-changes:checked) .same:not(:target) { display: none; }
}
.switch input { width: 1.5rem; height: 1.5rem; vertical-align: middle; margin: 0 0.4rem 0 0; accent-color: #0a4f8f; }
.switch label { display: inline-block; padding: 0.2rem 0; }
.step { font-size: 0.85rem; color: #404040; margin: 1.4rem 0 0.3rem; }
.step a, .first-step a { display: inline-block; padding: 0.2rem 0.3rem; }
.step + h2, .step + h3, .step + h4, .step + h5, .step + h6 { margin-top: 0.3rem; }
.step:target { outline: 2px solid #0a4f8f; outline-offset: 2px; }
@media (min-width: 64rem) {
  body.review { max-width: 72rem; display: grid; grid-template-columns: 19rem minmax(0, 46rem); column-gap: 3.5rem; }
  .review > header { grid-column: 1 / -1; }
  .review > nav { position: sticky; top: 0; align-self: start; max-height: 100vh; margin-top: 1.5rem; }
}
.endnotes { border-top: 1px solid #767676; margin-top: 3rem; font-size: 0.95rem; }
.endnotes [role=doc-backlink] { display: inline-block; min-width: 1.5rem; padding: 0.1rem 0.3rem; text-align: center; }
sup { line-height: 0; }
.downloads { list-style: none; padding: 0; }
.downloads li { border-bottom: 1px solid #767676; padding: 0.9rem 0; }
.downloads .title { font-weight: 700; }
.downloads .detail { display: block; font-size: 0.9rem; color: #404040; }
.downloads .detail a { display: inline-block; padding: 0.2rem 0; }
@media (max-width: 40rem) {
  h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; } h3 { font-size: 1.15rem; }
  .facts, .facts tbody, .facts tr, .facts th, .facts td { display: block; width: auto; border-bottom: 0; }
  .facts tr { border-bottom: 1px solid #767676; }
  .comparison, .comparison > tbody, .comparison > tbody > tr, .comparison > tbody > tr > * { display: block; width: auto; }
  .comparison > thead { display: none; }
  .comparison > tbody > tr { border: 1px solid #767676; margin: 0 0 1rem; padding-left: 0; }
  .comparison > tbody > tr.steps { border: 0; margin-bottom: 0; }
  .comparison > tbody > tr > td[data-head]::before { content: attr(data-head); display: block; font-size: 0.85rem;
    font-weight: 700; color: #404040; }
}
@media (forced-colors: active) {
  .drawing { forced-color-adjust: none; background: Canvas; }
  .drawing .text, .drawing .rule { fill: CanvasText; }
  .drawing .accent { fill: Highlight; }
  .drawing .fill, .drawing .paper { fill: Canvas; }
}
@media print {
  body, body.wide { max-width: none; padding: 0; font-size: 11pt; }
  .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  .opens-page, .page-break { break-before: page; }
  .scroll { overflow: visible; }
  .drawing { min-width: 0; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .comparison > thead th { position: static; }
  body.review { display: block; }
  .step, .steps, .first-step, .switch { display: none; }
  .review > nav { position: static; max-height: none; border: 0; padding: 0; }
}
)css";

}  // namespace

std::string style_sheet(const Palette& palette) {
  return "\n:root { --accent: " + palette.accent + "; --fill: " + palette.fill + "; }" + std::string(kRules);
}

std::string style_hash(std::string_view style_sheet) {
  return "sha256-" + base64_of_hex(sha256(style_sheet));
}

}  // namespace zielbaum::html

// axe-core over HTML files, at the width of a desk and of a phone: prints what it finds, exits 1 where it finds any.
// Usage: node check.mjs FILE.html...
import { readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Chromium } from "./chromium.mjs";

const kWidths = [1280, 320];
// WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practices.
const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const pictures = process.env.AXE_PICTURES;  // a folder

const chromium = await Chromium.start();
let findings = 0;
const tell = (file, width, what) => {
  ++findings;
  console.log(`${basename(file)} at ${width} px: ${what}`);
};
// Whether the page can show its changes only, without script.
const kSwitch = `document.getElementById("_only-changes")`;
for (const file of process.argv.slice(2)) {
  for (const width of kWidths) {
    await chromium.open(pathToFileURL(resolve(file)).href, width);
    await chromium.evaluate(`${axe}; true`);
    await check(file, width, "");
    if (!(await chromium.evaluate(`${kSwitch} !== null`))) continue;
    await chromium.evaluate(`${kSwitch}.click()`);
    const wrong = await chromium.evaluate(`[...document.querySelectorAll("main .same, main .changed")]
      .filter((one) => one.checkVisibility() !== one.matches(".changed")).length`);
    if (wrong > 0) tell(file, width, `with changes only, ${wrong} parts are shown or hidden wrongly`);
    await check(file, width, ", changes only");
  }
}
await chromium.stop();
console.log(findings === 0 ? "axe: no findings" : `axe: ${findings} findings`);
process.exit(findings === 0 ? 0 : 1);

async function check(file, width, state) {
  const result = await chromium.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(kRules)}, resultTypes: ["violations", "incomplete"] })
      .then(({ violations, incomplete, passes }) => ({ violations, incomplete, passed: passes.length }))`);
  for (const violation of result.violations) {
    tell(file, width, `${violation.id} (${violation.impact}): ${violation.help}`);
    for (const node of violation.nodes.slice(0, 5)) {
      console.log(`    ${node.target.join(" ")}  ${node.html.slice(0, 160)}`);
      console.log(`      ${node.failureSummary.replaceAll("\n", "\n      ")}`);
    }
    if (violation.nodes.length > 5) console.log(`    … and ${violation.nodes.length - 5} more`);
  }
  // What axe could not decide is for people to look at, and no finding.
  const undecided = result.incomplete.map((one) => `${one.id} (${one.nodes.length})`).join(", ");
  const overflow = await chromium.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  if (overflow > 0) {
    const widest = await chromium.evaluate(`[...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
                       !one.closest(".scroll, pre, .unseen"))
      .slice(0, 5).map((one) => one.outerHTML.slice(0, 160)).join("\\n    ")`);
    tell(file, width, `the page scrolls sideways by ${overflow} px\n    ${widest}`);
  }
  console.log(`${basename(file)} at ${width} px${state}: ${result.violations.length} findings, ${result.passed} rules passed` +
              (undecided ? `; to be looked at: ${undecided}` : ""));
  if (pictures && !state) writeFileSync(`${pictures}/${basename(file, ".html")}-${width}.png`, await chromium.picture());
}

// Debian's Chromium without a window, spoken to over two pipes: nothing else has to be installed for that.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Chromium {
  #process;
  #profile;
  #session;
  #last = 0;
  #answers = new Map();
  #events = new Map();

  static async start() {
    const browser = new Chromium();
    browser.#profile = mkdtempSync(join(tmpdir(), "axe-"));
    const options = ["--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars=false",
      `--user-data-dir=${browser.#profile}`, "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage"];
    if (process.getuid() === 0) options.push("--no-sandbox");
    browser.#process = spawn(process.env.CHROMIUM ?? "chromium", options,
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    browser.#process.on("error", (failed) => {
      console.error(`Chromium does not start: ${failed.message}`);
      process.exit(2);
    });
    let read = "";
    browser.#process.stdio[4].on("data", (bytes) => {
      read += bytes;
      const messages = read.split("\0");
      read = messages.pop();
      for (const message of messages) browser.#take(JSON.parse(message));
    });
    const { targetId } = await browser.#ask("Target.createTarget", { url: "about:blank" });
    browser.#session = (await browser.#ask("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    await browser.#ask("Page.enable");
    await browser.#ask("Page.setBypassCSP", { enabled: true });  // axe is put in; the pages allow no foreign script
    return browser;
  }

  /// Opens a file at a width, as a phone or a desk would show it.
  async open(address, width, height = 800) {
    await this.#ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    const loaded = new Promise((done) => this.#events.set("Page.loadEventFired", done));
    await this.#ask("Page.navigate", { url: address });
    await loaded;
  }

  /// The value of an expression in the page; promises are waited for.
  async evaluate(expression) {
    const answer = await this.#ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? "script failed");
    return answer.result.value;
  }

  /// PNG of what is seen, or of the whole page.
  async picture(whole = false) {
    const { data } = await this.#ask("Page.captureScreenshot", { captureBeyondViewport: whole });
    return Buffer.from(data, "base64");
  }

  async press(key, code) {
    for (const type of ["rawKeyDown", "keyUp"]) {
      await this.#ask("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code });
    }
  }

  async stop() {
    await this.#ask("Browser.close").catch(() => {});
    await new Promise((done) => (this.#process.exitCode === null ? this.#process.on("exit", done) : done()));
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #ask(method, params = {}) {
    const id = ++this.#last;
    const message = { id, method, params };
    if (this.#session && !method.startsWith("Browser.")) message.sessionId = this.#session;
    this.#process.stdio[3].write(JSON.stringify(message) + "\0");
    return new Promise((done, failed) => this.#answers.set(id, { done, failed }));
  }

  #take(message) {
    if (message.id === undefined) {
      this.#events.get(message.method)?.();
      this.#events.delete(message.method);
      return;
    }
    const { done, failed } = this.#answers.get(message.id);
    this.#answers.delete(message.id);
    if (message.error) failed(new Error(message.error.message));
    else done(message.result);
  }
}

// Looks at the built site in Chromium, as a reader would: node check.mjs [PICTURES]
// With a folder for pictures it leaves screenshots there. CHROMIUM names another browser.
import assert from "node:assert/strict";
import path from "node:path";
import {chromium} from "playwright-core";
import {serve} from "./serve.mjs";

const pictures = process.argv[2];
const site = await serve(path.join(import.meta.dirname, "../build/html"));
const browser = await chromium.launch({timeout: 60000, executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"]});
let passed = 0, failed = 0;

// test runs one test on a page of its own. What a page asks of others, and what it says
// on the console, fails it.
async function test(name, options, run) {
  const context = await browser.newContext({colorScheme: "light", ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(60000); // a machine may be busy
  const troubles = [];
  page.on("request", (r) => { if (!r.url().startsWith(site.address) && !/^(blob|data):/.test(r.url())) troubles.push("asked for " + r.url()); });
  page.on("request", (r) => { if (r.method() !== "GET") troubles.push(r.method() + " " + r.url()); });
  page.on("pageerror", (e) => troubles.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error") troubles.push(m.text()); });
  try {
    await run(page);
    assert.deepEqual(troubles, []);
    passed++;
    console.log("ok   " + name);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}\n${e.stack.split("\n").filter((l) => l.length < 300).slice(0, 30).join("\n")}`);
  }
  if (pictures) await page.screenshot({path: path.join(pictures, name.replaceAll(/\W+/g, "-") + ".png")});
  await context.close();
}

const open = (page, name = "") => page.goto(site.address + name);

// background is how bright the page's background is, from 0 to 255.
const background = (page) => page.evaluate(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return (r + g + b) / 3;
});

// overflow is how much wider the page is than the window.
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function ready(page, status) {
  await page.locator("#status").filter({hasText: status}).waitFor({timeout: 60000});
}

await test("start page and a library", {}, async (page) => {
  await open(page);
  assert.equal(await page.locator("h1").innerText().then((t) => t.replace("¶", "")), "jobvet");
  await page.locator(".choice").getByRole("link", {name: "river", exact: true}).click();
  await page.getByRole("heading", {name: "I use river"}).waitFor();
  assert.match(await page.locator("article").innerText(), /river\.JobSnooze/);
  await page.getByRole("link", {name: "Open an example in the browser"}).click();
  await ready(page, "2 operators");
  assert.match(await page.locator("#code").inputValue(), /riverqueue\/river/);
});

await test("search", {}, async (page) => {
  await open(page);
  await page.locator(".md-search__input").click();
  await page.locator(".md-search__input").pressSequentially("ratewait");
  const hit = page.locator(".md-search-result__link").filter({hasText: "ratewait"}).first();
  await hit.click();
  await page.waitForURL(/ratewait/);
  assert.match(await page.locator("article").innerText(), /ratewait/);
});

await test("rules and their index", {}, async (page) => {
  await open(page, "rules/");
  await page.locator("article").getByRole("link", {name: "chanwait"}).click();
  await page.getByRole("heading", {name: "chanwait"}).waitFor();
});

await test("dark mode by the button, and it stays", {}, async (page) => {
  await open(page);
  assert.ok(await background(page) > 200);
  await page.locator("label[title='Dark mode']").click();
  assert.ok(await background(page) < 100);
  await open(page, "guide/");
  assert.ok(await background(page) < 100);
});

await test("dark mode of the system", {colorScheme: "dark"}, async (page) => {
  await open(page, "playground/");
  await ready(page, "finding");
  assert.ok(await background(page) < 100);
});

for (const name of ["", "start/beam/", "rules/ratewait/", "frameworks/", "cure/", "playground/"]) {
  await test("narrow " + name, {viewport: {width: 420, height: 800}}, async (page) => {
    await open(page, name);
    if (name === "playground/") await ready(page, "finding");
    assert.equal(await overflow(page), 0);
  });
}

await test("narrow menu", {viewport: {width: 420, height: 800}}, async (page) => {
  await open(page, "rules/");
  await page.locator(".md-header label[for='__drawer']").click();
  await page.locator(".md-nav--primary").getByRole("link", {name: "timewait"}).click();
  await page.getByRole("heading", {name: "timewait"}).waitFor();
});

await test("drawing of the demo", {}, async (page) => {
  await open(page, "graph-demo.html");
  assert.match(await page.locator("body").innerText(), /ProcessElement/);
});

await test("playground: every example has a finding", {}, async (page) => {
  const started = Date.now();
  await open(page, "playground/");
  await ready(page, "finding");
  console.log(`     the first findings are there after ${Date.now() - started} ms`);
  const slugs = await page.locator("#example option").evaluateAll((list) => list.map((o) => o.value));
  assert.ok(slugs.length > 30);
  for (const slug of slugs) {
    await page.locator("#example").selectOption(slug);
    await ready(page, "finding");
    assert.ok(await page.locator("#findings .finding").count() > 0, slug);
    assert.equal(await page.locator("#findings details").count(), 0, slug);
  }
});

await test("playground: finding, way, fix, undo", {}, async (page) => {
  await open(page, "playground/#river");
  await ready(page, "finding");
  const before = await page.locator("#code").inputValue();
  assert.match(before, /lim\.Wait\(context\.Background\(\)\)/);
  const first = page.locator("#findings .finding").first();
  const text = await first.innerText();
  assert.match(text, /ratewait/);
  assert.match(text, /error/);
  assert.match(text, /is registered here/);
  await first.locator("a.place").first().click();
  assert.match(await page.evaluate(() => { const c = document.getElementById("code"); return c.value.slice(c.selectionStart, c.selectionEnd); }), /lim\.Wait/);
  await first.getByRole("button", {name: "Apply the fix"}).click();
  await page.waitForFunction((t) => document.getElementById("code").value !== t, before);
  assert.match(await page.locator("#code").inputValue(), /lim\.Wait\(ctx\)/);
  await ready(page, "finding");
  await page.locator("#undo").click();
  assert.equal(await page.locator("#code").inputValue(), before);
  await ready(page, "finding");
  await page.locator("#fix-all").click();
  await page.waitForFunction((t) => document.getElementById("code").value !== t, before);
  await ready(page, /finding/);
  assert.equal(await page.locator("#findings .finding.error").count(), 0);
});

// paste replaces the code, as a reader's clipboard would.
async function paste(page, text) {
  await page.locator("#code").fill(text);
}

await test("playground: code that is no Go, or does not build", {}, async (page) => {
  await open(page, "playground/");
  await ready(page, "finding");
  await paste(page, "package job\n\nfunc f( {\n");
  await ready(page, "does not build");
  assert.match(await page.locator("#findings").innerText(), /line 3, column \d+: /);
  await paste(page, "package job\n\nvar x int = \"\"\n");
  await ready(page, "does not build");
  await page.locator("#findings").filter({hasText: "cannot use"}).waitFor();
  await paste(page, "package job\n\nimport \"github.com/riverqueue/rivr\"\n\nvar _ river.Workers\n");
  await page.locator("#findings").filter({hasText: "did you mean github.com/riverqueue/river?"}).waitFor();
  await paste(page, "");
  await page.locator("#findings").filter({hasText: "expected 'package'"}).waitFor();
  await paste(page, "package job\n" + ("// " + "more ".repeat(2000) + "\n").repeat(30));
  await page.locator("#findings").filter({hasText: "the playground takes"}).waitFor();
  await paste(page, "package job\n\nfunc f() {}\n");
  await page.locator("#findings").filter({hasText: "There is no operator"}).waitFor();
  assert.equal(await page.locator("#findings").innerText().then((t) => /<script/.test(t)), false);
});

await test("playground: what it does not know of a library is said", {}, async (page) => {
  await open(page, "playground/#river");
  await ready(page, "finding");
  const code = await page.locator("#code").inputValue();
  await paste(page, code.replace("func Register", "func extra(job *river.Job[Args]) { println(job.NoSuchField) }\n\nfunc Register"));
  await page.locator("#findings summary").filter({hasText: "1 place"}).waitFor();
  await ready(page, "2 findings");
});

await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

// The playground's page. The analyzer runs in a worker, so that the page stays
// usable; nothing that is typed leaves the browser.
"use strict";

(() => {
  const get = (id) => document.getElementById(id);
  const code = get("code"), gutter = get("gutter"), status = get("status"), list = get("findings"), example = get("example");
  const assets = new URL("../assets/", location.href);
  const limit = 20000; // milliseconds that a check may take

  let worker, ready, waiting = new Map(), next = 0;

  // start begins anew with a worker, which loads the analyzer.
  function start() {
    worker = new Worker(new URL("playground-worker.js", assets));
    worker.onmessage = ({data}) => {
      const answer = waiting.get(data.id);
      waiting.delete(data.id);
      if (answer) answer(data.answer);
    };
    worker.onerror = (e) => show({error: "The analyzer did not start: " + (e.message || "the worker failed")});
    ready = call("load", assets.href);
  }

  // call asks the worker, and returns its answer as an object.
  function call(method, ...args) {
    return new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      worker.postMessage({id, method, args});
    });
  }

  // ask is call with a time limit once the analyzer is there.
  async function ask(method, ...args) {
    const loaded = await ready;
    if (loaded.error) return loaded;
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => {
        worker.terminate();
        waiting.clear();
        start();
        resolve({error: `The check took more than ${limit / 1000} seconds and was ended.`});
      }, limit);
    });
    const answer = await Promise.race([call(method, ...args), late]);
    clearTimeout(timer);
    return answer;
  }

  function element(tag, attributes, ...children) {
    const e = Object.assign(document.createElement(tag), attributes);
    e.append(...children);
    return e;
  }

  const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

  // go leads to a place in the code.
  function go(place) {
    const lines = code.value.split("\n");
    const start = lines.slice(0, place.line - 1).reduce((n, l) => n + l.length + 1, 0);
    code.focus();
    code.setSelectionRange(start, start + (lines[place.line - 1] || "").length);
    code.scrollTop = Math.max(0, (place.line - 5)) * parseFloat(getComputedStyle(code).lineHeight);
  }

  function placeLink(place, text) {
    const a = element("a", {href: "#", className: "place"}, text || `line ${place.line}`);
    a.onclick = (e) => { e.preventDefault(); go(place); };
    return a;
  }

  function shownError(e) {
    const item = element("p", {className: "finding error"});
    if (e.line) item.append(placeLink(e), `, column ${e.column}: `);
    item.append(e.message);
    return item;
  }

  function shownFinding(f, index) {
    const rule = element("a", {href: `../rules/${f.rule}/`, className: "rule"}, f.rule);
    const head = element("p", {}, placeLink(f), " ", element("span", {className: "level " + f.level}, f.level), " ", rule, " ", f.message);
    const item = element("div", {className: "finding " + f.level}, head);
    if (f.harm) item.append(element("p", {}, "What comes of it: " + f.harm + "."));
    if (f.advice) item.append(element("p", {}, element("strong", {}, "What to do: "), f.advice + "."));
    if (f.way && f.way.length) {
      const way = element("ol", {className: "way"});
      for (const p of f.way) way.append(element("li", {}, placeLink(p), ": " + p.message));
      way.append(element("li", {}, placeLink(f), ": here"));
      item.append(way);
    }
    if (f.fix) {
      const button = element("button", {className: "md-button fix"}, "Apply the fix");
      button.onclick = () => change("fix", index);
      item.append(button, element("span", {className: "what"}, f.fix));
    }
    return item;
  }

  let marks = new Map();

  // drawGutter numbers the lines; those that have something are marked.
  function drawGutter() {
    const n = code.value.split("\n").length, parts = [];
    let plain = "";
    for (let i = 1; i <= n; i++) {
      if (marks.has(i)) {
        parts.push(plain, element("span", {className: marks.get(i)}, String(i)), "\n");
        plain = "";
      } else {
        plain += i + "\n";
      }
    }
    gutter.replaceChildren(...parts, plain);
    gutter.scrollTop = code.scrollTop;
  }

  // show says what an answer says.
  function show(answer) {
    marks = new Map();
    list.replaceChildren();
    get("fix-all").disabled = true;
    if (answer.error) {
      status.textContent = "Failed";
      list.append(element("p", {className: "finding error"}, answer.error));
      drawGutter();
      return;
    }
    const r = answer.result, findings = r.findings || [], operators = r.operators || [];
    if (r.errors) {
      status.textContent = "This does not build, so it was not checked";
      for (const e of r.errors) {
        list.append(shownError(e));
        marks.set(e.line, "error");
      }
      drawGutter();
      return;
    }
    status.textContent = `${count(findings.length, "finding")}, ${count(operators.length, "operator")}`;
    if (!operators.length) {
      list.append(element("p", {className: "finding caution"}, "There is no operator: jobvet sees no function that a framework calls, so nothing was checked. Register a function, as the examples do."));
    }
    for (const u of r.unseen || []) list.append(element("p", {className: "finding caution"}, placeLink(u), ": " + u.message));
    findings.forEach((f, i) => {
      list.append(shownFinding(f, i));
      if (marks.get(f.line) !== "error") marks.set(f.line, f.level);
    });
    if (r.notes) {
      const notes = element("details", {}, element("summary", {}, `${count(r.notes.length, "place")} that the playground does not understand: it has only parts of the libraries`));
      for (const n of r.notes) notes.append(element("p", {}, placeLink(n), ": " + n.message));
      list.append(notes);
    }
    get("fix-all").disabled = !findings.some((f) => f.fix);
    drawGutter();
  }

  async function check() {
    status.textContent = "Checking ...";
    const text = code.value;
    const answer = await ask("check", text);
    if (text === code.value) show(answer);
  }

  const past = [];

  // change replaces the code by what a fix makes of it.
  async function change(method, ...args) {
    const text = code.value;
    const answer = await ask(method, text, ...args);
    if (text !== code.value) return;
    if (answer.error) {
      show(answer);
      return;
    }
    past.push(text);
    get("undo").disabled = false;
    code.value = answer.text;
    await check();
  }

  let timer;
  code.addEventListener("input", () => {
    marks = new Map();
    drawGutter();
    clearTimeout(timer);
    timer = setTimeout(check, 500);
  });
  code.addEventListener("scroll", () => { gutter.scrollTop = code.scrollTop; });
  code.addEventListener("keydown", (e) => {
    if (e.key !== "Tab" || e.shiftKey || e.ctrlKey || e.altKey || escaped) {
      escaped = e.key === "Escape"; // Escape, then Tab, leaves the field
      return;
    }
    e.preventDefault();
    code.setRangeText("\t", code.selectionStart, code.selectionEnd, "end");
    code.dispatchEvent(new Event("input"));
  });
  let escaped = false;
  get("check").onclick = check;
  get("fix-all").onclick = () => change("fixAll");
  get("undo").onclick = () => {
    code.value = past.pop();
    get("undo").disabled = past.length === 0;
    check();
  };

  async function main() {
    start();
    const examples = await (await fetch(new URL("examples.json", assets))).json();
    for (const e of examples) example.append(element("option", {value: e.slug}, e.title));
    const choose = () => {
      code.value = examples.find((e) => e.slug === example.value).text;
      past.length = 0;
      get("undo").disabled = true;
      drawGutter();
      return check();
    };
    const wanted = () => {
      const slug = decodeURIComponent(location.hash.slice(1));
      if (!examples.some((e) => e.slug === slug)) return false;
      example.value = slug;
      return true;
    };
    if (!wanted()) example.value = "river";
    example.onchange = choose;
    window.onhashchange = () => { if (wanted()) choose(); };
    example.disabled = get("check").disabled = false;
    await choose();
  }
  main().catch((e) => show({error: "The playground did not start: " + e.message}));
})();

// Runs the analyzer for playground.js: {id, method, args} is answered by {id, answer}.
"use strict";

importScripts("wasm_exec.js");

// unpacked fetches a file that is compressed by gzip.
async function unpacked(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), {headers: {"Content-Type": "application/wasm"}});
}

async function load(assets) {
  const go = new Go();
  const [program, types] = await Promise.all([
    unpacked(new URL("jobvet.wasm.gz", assets)).then((r) => WebAssembly.instantiateStreaming(r, go.importObject)),
    fetch(new URL("types.gz", assets)).then((r) => r.arrayBuffer()),
  ]);
  go.run(program.instance);
  return JSON.parse(self.jobvet.load(new Uint8Array(types)));
}

onmessage = async ({data: {id, method, args}}) => {
  let answer;
  try {
    answer = method === "load" ? await load(...args) : JSON.parse(self.jobvet[method](...args));
  } catch (e) {
    answer = {error: "The analyzer failed: " + e.message};
  }
  postMessage({id, answer});
};

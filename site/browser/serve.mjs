// Serves a folder on a free port of this machine, as a host of static sites does.
import {createServer} from "node:http";
import {readFile, stat} from "node:fs/promises";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".json": "application/json", ".png": "image/png",
};

// serve returns the address of the folder, a list of what was asked for, and a function that ends it.
export async function serve(folder, port = 0) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    asked.push(request.method + " " + name);
    let file = path.join(folder, path.normalize("/" + name));
    try {
      if ((await stat(file)).isDirectory()) file = path.join(file, "index.html");
      const text = await readFile(file);
      response.writeHead(200, {"Content-Type": types[path.extname(file)] || "application/octet-stream"}).end(text);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {address: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close()};
}

// node serve.mjs FOLDER [PORT] serves it until it is stopped.
if (process.argv[1] === import.meta.filename) {
  const {address} = await serve(path.resolve(process.argv[2]), Number(process.argv[3] || 8000));
  console.log(address);
}

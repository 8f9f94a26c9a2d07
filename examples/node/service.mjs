// Scores accounts over HTTP: `node examples/node/service.mjs MODEL [PORT]`.
//
//   POST /score    an account as JSON, or a list of them: the assessment, or a list of them
//   GET  /model    the model that serves
//   GET  /health   200 while the file is the model that serves, 503 with its mistakes while it is not
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { AccountError, IcpError } from "icp-node";
import { WatchedModel } from "./watched-model.mjs";

const MOST_BYTES = 1 << 20;

/** The service over a model file; `server.close()` also ends the watching. */
export const service = (path) => {
  const watched = new WatchedModel(path);
  const server = createServer((request, response) => {
    answer(watched, request)
      .catch((error) => ({ status: statusOf(error), body: told(error) }))
      .then(({ status, body, text = JSON.stringify(body) }) => {
        response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
        response.end(text);
      });
  });
  return server.on("close", () => watched.close());
};

const answer = async (watched, request) => {
  const { model, refused, loadedAt } = watched;
  switch (`${request.method} ${request.url}`) {
    case "POST /score": {
      const given = JSON.parse(await bodyOf(request));
      // The text that the core writes goes out as it is.
      if (!Array.isArray(given)) return { status: 200, text: model.score(given).toJsonText() };
      const assessments = await model.scoreBatchAsync(given);
      return { status: 200, text: `[${assessments.map((assessment) => assessment.toJsonText()).join()}]` };
    }
    case "GET /model": {
      const { name, version, fingerprint, icps, attributes } = model;
      return { status: 200, body: { name, version, fingerprint, icps, attributes, loadedAt } };
    }
    case "GET /health":
      return { status: refused ? 503 : 200, body: { fingerprint: model.fingerprint, loadedAt, refused } };
    default:
      return { status: 404, body: { code: "not_found", message: "POST /score, GET /model or GET /health" } };
  }
};

const bodyOf = (request) =>
  new Promise((done, fail) => {
    const chunks = [];
    let size = 0;
    request.on("data", (chunk) => {
      size += chunk.length;
      // What is too much is read and forgotten, so that the client hears the answer.
      if (size <= MOST_BYTES) chunks.push(chunk);
      else fail(new TooLarge(`a body has at most ${MOST_BYTES} bytes`));
    });
    request.on("end", () => done(Buffer.concat(chunks).toString()));
    request.on("error", fail);
  });

class TooLarge extends Error {}

const statusOf = (error) => {
  if (error instanceof AccountError) return 422;
  if (error instanceof SyntaxError) return 400;
  if (error instanceof TooLarge) return 413;
  return 500;
};

const told = (error) => {
  const { message } = error;
  if (error instanceof AccountError) {
    const { code, attribute, expected, found, row } = error;
    return { code, message, attribute, expected, found, row };
  }
  return { code: error instanceof IcpError ? error.code : "request", message };
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, port = "8080"] = process.argv.slice(2);
  if (path === undefined) throw new Error("give the path of a model");
  const server = service(path).listen(Number(port), "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${server.address().port}`);
  });
}

// The addon as the engine of `Model`; nothing else calls it.
import addon from "./addon.cjs";
import { IcpError } from "./api/errors.js";

/** A panic in the addon is an error here, and the next call works. */
const run = (call) => {
  try {
    return call();
  } catch (error) {
    throw failed(error);
  }
};
const failed = (error) => new IcpError("internal", `the addon failed: ${error?.message ?? error}`);

/** The source for the bytes of a file; the other sources are those of every package. */
export const FILE = 4;

/** Where the addon puts the numbers of an assessment. It grows with the largest one. */
let room = new Float64Array(4096);

/** The addon as the engine of `Model`. */
export const engine = {
  numbers: new Float64Array(9),
  isDay: (day) => run(() => addon.isDay(day)),
  answer: () => run(() => addon.refusal()),
  open: (source, input) => run(() => (source === FILE ? addon.openBytes(input) : addon.open(source, input))),
  withSource: (model, source, text) => run(() => addon.withSource(model, source, text)),
  source: (model) => run(() => addon.source(model)),
  close: (model) => run(() => addon.close(model)),
  about: (model) => run(() => addon.about(model)),
  fingerprint: (model) => run(() => addon.fingerprint(model)),
  document: (model) => run(() => addon.document(model)),
  findings: (model, day) => run(() => addon.findings(model, day)),
  scoreRanges: (model) => run(() => addon.scoreRanges(model)),
  criteria: (model) => run(() => addon.criteria(model)),
  replace: (model, request) => run(() => addon.replace(model, request)),
  withLists: (model, lists) => run(() => addon.withLists(model, lists)),
  without: (model, criterion) => run(() => addon.without(model, criterion)),
  describe: (model, form) => run(() => addon.describe(model, form)),
  sql: (model, dialect, wish) => run(() => addon.sql(model, dialect, wish) ?? null),
  yaml: (model) => run(() => addon.yaml(model)),
  foreign: (frame) => run(() => addon.foreign(frame)),
  assess: (model, frame, day, lenient) => run(() => addon.assess(model, frame, day, lenient)),
  assessNumbers: (model, frame, day, lenient) =>
    run(() => {
      let count = addon.assessNumbers(model, frame, day, lenient, room);
      if (count === 0) return null;
      if (count < 0) {
        room = new Float64Array(-2 * count);
        count = addon.lastNumbers(model, room);
      }
      return room;
    }),
  newTexts: (model) => run(() => addon.newTexts(model)),
  explain: (form, model, frame, day, lenient) => run(() => addon.explain(form, model, frame, day, lenient)),
  questions: (model, frame, day, lenient) => run(() => addon.questions(model, frame, day, lenient)),
  changes: (model, frame, goal, day, lenient, most, form = 0xffff_ffff) =>
    run(() => addon.changes(form, model, frame, goal, day, lenient, most)),
  score(model, frame, day, lenient) {
    try {
      return addon.score(model, frame, day, lenient, this.numbers);
    } catch (error) {
      throw failed(error);
    }
  },
  limits: addon.limits(),
  survey: () => run(() => addon.Accounts.survey()),
  check: (model, day, id) => run(() => addon.Accounts.check(model, day, id)),
  addAccounts: (accounts, names, frames, ends) => run(() => accounts.add(names, frames, ends)),
  addTable: (accounts, bytes) => run(() => accounts.addTable(bytes)),
  firstModel: (accounts, name) => run(() => accounts.model(name)),
  foundTogether: (accounts) => run(() => JSON.parse(accounts.findings())),
  begin: (model, options, size) => run(() => addon.Job.begin(model, options, size)),
  push: (job, bytes) => run(() => job.push(bytes)),
  run: (job, bytes) => run(() => job.run(bytes)),
  notices: (job) => run(() => JSON.parse(job.notices())),
  start: (job, bytes) =>
    (bytes ? job.startWith(bytes) : job.start()).catch((error) => Promise.reject(failed(error))),
  scoreRows: (model, frames, ends, day, lenient) =>
    addon.scoreRows(model, frames, ends, day, lenient).catch((error) => Promise.reject(failed(error))),
};

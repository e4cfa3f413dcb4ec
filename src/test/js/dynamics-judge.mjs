// Drives the sandbox with the package dynamics-web-api and prints what it saw as one line of JSON.
// Arguments: address of the sandbox, id of an account.
const { DynamicsWebApi } = require("dynamics-web-api");

const [, , url, account] = process.argv;
const KEY = "msft_microsoftpartnercenterreferralidentifier='judge-1'";
const customer = { "customerid_account@odata.bind": `/accounts(${account})` };
const api = new DynamicsWebApi({
  serverUrl: url,
  dataApi: { version: "9.2" },
  onTokenRefresh: async () => "a-valid-token",
});

// The status of the refusal; the package turns a 412 into the result false.
const statusOf = async (call) => {
  try {
    await call;
    return 0;
  } catch (error) {
    return error.status;
  }
};

async function main() {
  const collection = "opportunities";
  const id = await api.create({ collection, data: { name: "First", estimatedvalue: 75.25, ...customer } });
  const read = await api.retrieve({ collection, key: id, select: ["name", "estimatedvalue"] });
  const tag = read["@odata.etag"];
  const updated = await api.update({
    collection, key: id, data: { name: "Renamed" }, ifmatch: tag, returnRepresentation: true, select: ["name"],
  });
  if (updated.name !== "Renamed") throw new Error("not updated: " + JSON.stringify(updated));
  const stale = await statusOf(api.update({ collection, key: id, data: { name: "Late" }, ifmatch: tag }).then((done) => {
    if (done === false) throw Object.assign(new Error("stale"), { status: 412 });
  }));
  const absent = await statusOf(api.retrieve({
    collection, key: "11111111-0000-4000-8000-000000000001", select: ["name"],
  }));
  await api.upsert({ collection, key: KEY, data: { name: "Inserted", ...customer } });
  const upserted = await api.upsert({
    collection, key: KEY, data: { name: "Second" }, returnRepresentation: true, select: ["name"],
  });
  for (const name of ["P1", "P2", "P3"]) {
    await api.create({ collection, data: { name, ...customer } });
  }
  const all = await api.retrieveAll({ collection, select: ["name"], maxPageSize: 2 });
  const tracked = await api.retrieveMultiple({ collection, select: ["name"], trackChanges: true });
  const gone = await api.create({ collection, data: { name: "Gone", ...customer } });
  await api.deleteRecord({ collection, key: gone });
  const token = new URL(tracked["@odata.deltaLink"]).searchParams.get("$deltatoken");
  const changes = await api.retrieveMultiple({ collection, select: ["name"], queryParams: ["$deltatoken=" + encodeURIComponent(token)] });
  await api.callAction({
    actionName: "WinOpportunity",
    action: { Status: 3, OpportunityClose: { subject: "Won", "opportunityid@odata.bind": `/opportunities(${id})` } },
  });
  const verdict = { paged: all.value.length, stale, absent, upserted: upserted.name, changes: changes.value.length };
  process.stdout.write(JSON.stringify(verdict) + "\n");
}

main().catch((error) => {
  process.stdout.write("failed: " + (error.stack || "") + JSON.stringify(error) + "\n");
  process.exit(1);
});

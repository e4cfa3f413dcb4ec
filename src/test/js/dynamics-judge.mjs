// Drives the Dataverse sandbox with the package dynamics-web-api.
// Arguments: address of the sandbox, id of an account, a token.
import { DynamicsWebApi } from "dynamics-web-api";
import { judge, refusal } from "./judge.mjs";

const [, , url, account, token] = process.argv;
const KEY = "msft_microsoftpartnercenterreferralidentifier='judge-1'";
const collection = "opportunities";
const customer = { "customerid_account@odata.bind": `/accounts(${account})` };
const api = new DynamicsWebApi({
  serverUrl: url,
  dataApi: { version: "9.2" },
  onTokenRefresh: async () => token,
});

const create = (name) => api.create({ collection, data: { name, ...customer } });

/** The package turns a 412 into the result false. */
const staleUpdate = async (key, tag) => {
  const done = await api.update({ collection, key, data: { name: "Late" }, ifmatch: tag });
  return done === false ? 412 : 204;
};

const upsert = async () => {
  await api.upsert({ collection, key: KEY, data: { name: "Inserted", ...customer } });
  const second = { collection, key: KEY, data: { name: "Second" }, returnRepresentation: true, select: ["name"] };
  return (await api.upsert(second)).name;
};

const changesSince = async (link) => {
  await api.deleteRecord({ collection, key: await create("Gone") });
  const delta = new URL(link).searchParams.get("$deltatoken");
  const queryParams = ["$deltatoken=" + encodeURIComponent(delta)];
  return (await api.retrieveMultiple({ collection, select: ["name"], queryParams })).value;
};

const win = (id) =>
  api.callAction({
    actionName: "WinOpportunity",
    action: { Status: 3, OpportunityClose: { subject: "Won", "opportunityid@odata.bind": `/opportunities(${id})` } },
  });

judge(async () => {
  const id = await api.create({ collection, data: { name: "First", estimatedvalue: 75.25, ...customer } });
  const read = await api.retrieve({ collection, key: id, select: ["name", "estimatedvalue"] });
  const ifmatch = read["@odata.etag"];
  const renamed = { collection, key: id, data: { name: "Renamed" }, ifmatch, returnRepresentation: true, select: ["name"] };
  const updated = await api.update(renamed);
  const stale = await staleUpdate(id, ifmatch);
  const absent = await refusal(api.retrieve({ collection, key: "11111111-0000-4000-8000-000000000001", select: ["name"] }));
  const upserted = await upsert();
  for (const name of ["P1", "P2", "P3"]) await create(name);
  const all = await api.retrieveAll({ collection, select: ["name"], maxPageSize: 2 });
  const tracked = await api.retrieveMultiple({ collection, select: ["name"], trackChanges: true });
  const changes = await changesSince(tracked["@odata.deltaLink"]);
  await win(id);
  return {
    updated: updated.name,
    stale,
    absent: absent.status,
    upserted,
    paged: all.value.length,
    changes: changes.length,
  };
});

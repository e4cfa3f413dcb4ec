// Drives the Salesforce sandbox with the package jsforce.
// Arguments: address of the sandbox, client id, client secret.
import jsforce from "@jsforce/jsforce-node";
import { judge, refusal } from "./judge.mjs";

const [, , url, clientId, clientSecret] = process.argv;
const REFERRAL = "Referral_Identifier__c";
const deal = (Name) => ({ Name, StageName: "Qualification", CloseDate: "2030-11-14" });
let logins = 0;

const login = (connection) => {
  logins++;
  return connection.authorize({ grant_type: "client_credentials" });
};

const connect = async () => {
  const connection = new jsforce.Connection({
    version: "62.0",
    oauth2: { loginUrl: url, clientId, clientSecret },
    refreshFn: (expired, done) =>
      login(expired).then(() => done(null, expired.accessToken), done),
  });
  return { connection, user: await login(connection) };
};

const pages = async (connection) => {
  await connection.sobject("Opportunity").create(["P1", "P2", "P3", "P4", "P5"].map(deal));
  const names = [];
  let pageCount = 1;
  let page = await connection.query("SELECT Name FROM Opportunity WHERE Name LIKE 'P_' ORDER BY Name");
  for (; ; pageCount++) {
    names.push(...page.records.map((record) => record.Name));
    if (page.done) return { names, pageCount, totalSize: page.totalSize };
    page = await connection.queryMore(page.nextRecordsUrl);
  }
};

const upserts = async (deals) => {
  const inserted = await deals.upsert({ ...deal("Upserted"), [REFERRAL]: "j-1" }, REFERRAL);
  const updated = await deals.upsert({ NextStep: "call", [REFERRAL]: "j-1" }, REFERRAL);
  const read = await deals.retrieve(inserted.id);
  const many = await deals.upsert(
    [
      { ...deal("New"), [REFERRAL]: "j-2" },
      { Amount: 5, [REFERRAL]: "j-1" },
    ],
    REFERRAL,
  );
  return {
    inserted: inserted.created,
    updated: updated.created,
    same: inserted.id === updated.id,
    nextStep: read.NextStep,
    many: many.map((result) => result.created),
  };
};

const collections = async (deals, id) => {
  const saved = await deals.create([deal("C1"), { Name: "C2" }, deal("C3")]);
  const read = await deals.retrieve([id, saved[0].id]);
  await deals.update([{ Id: saved[0].id, NextStep: "call" }]);
  const gone = await deals.destroy([saved[2].id]);
  return {
    success: saved.map((result) => result.success),
    error: saved[1].errors[0].statusCode ?? saved[1].errors[0].errorCode,
    read: read.map((record) => record.Name),
    gone: gone[0].success,
  };
};

const composite = async (connection) => {
  const base = `/services/data/v${connection.version}`;
  const answer = await connection.requestPost(`${base}/composite`, {
    allOrNone: true,
    compositeRequest: [
      { method: "POST", url: `${base}/sobjects/Account`, referenceId: "account", body: { Name: "Example Customer Ltd" } },
      { method: "GET", url: `${base}/sobjects/Account/@{account.id}?fields=Name`, referenceId: "read" },
    ],
  });
  return answer.compositeResponse.map((part) => part.httpStatusCode);
};

const byExternalId = async (connection) => {
  const path = `/services/data/v${connection.version}/sobjects/Opportunity/${REFERRAL}/j-1`;
  return (await connection.requestGet(path)).NextStep;
};

const ambiguous = async (deals) => {
  const body = JSON.stringify({ uniqueReferralId: false });
  await fetch(`${url}/sandbox/settings`, { method: "POST", body });
  await deals.create([1, 2].map((number) => ({ ...deal("Twin " + number), [REFERRAL]: "j-3" })));
  const several = await refusal(deals.upsert({ NextStep: "call", [REFERRAL]: "j-3" }, REFERRAL));
  return { code: several.errorCode, choices: several.data?.length ?? several.content?.length };
};

const replay = async (connection) => {
  const before = logins;
  const expired = await fetch(`${url}/sandbox/expire-sessions`, { method: "POST" });
  const found = await connection.query("SELECT Id FROM Opportunity LIMIT 1");
  return { expired: expired.status, found: found.records.length, logins: logins - before };
};

judge(async () => {
  const { connection, user } = await connect();
  const deals = connection.sobject("Opportunity");
  const created = await deals.create(deal("Single"));
  await deals.update({ Id: created.id, Amount: 12.5 });
  const one = await deals.retrieve(created.id);
  const missing = await refusal(deals.create({ Name: "Incomplete" }));
  const absent = await refusal(deals.retrieve("006gL000ZZZZZZZ"));
  const described = await deals.describe();
  const paged = await pages(connection);
  const upserted = await upserts(deals);
  const collected = await collections(deals, created.id);
  const updated = await deals.updated(new Date("2030-01-05T09:00:00Z"), new Date("2030-01-05T10:00:00Z"));
  const deleted = await deals.deleted(new Date("2030-01-05T09:00:00Z"), new Date("2030-01-05T10:00:00Z"));
  await deals.destroy(created.id);
  return {
    user: user.id,
    organization: user.organizationId,
    amount: one.Amount,
    missing: [missing.errorCode, missing.name],
    absent: absent.errorCode,
    referral: described.fields.find((field) => field.name === REFERRAL).externalId,
    paged,
    upserted,
    collected,
    composite: await composite(connection),
    updated: [Array.isArray(updated.ids), updated.latestDateCovered],
    deleted: [Array.isArray(deleted.deletedRecords), deleted.latestDateCovered],
    usage: connection.limitInfo.apiUsage.limit,
    byExternalId: await byExternalId(connection),
    ambiguous: await ambiguous(deals),
    replayed: await replay(connection),
  };
});

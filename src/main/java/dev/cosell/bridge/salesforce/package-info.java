/**
 * Salesforce: the component behind {@code salesforce:} steps, its queries, answers and errors.
 *
 * <h2>How a route calls Salesforce</h2>
 *
 * Always by {@code salesforce:raw}: it sends every request of the REST API, and hands the answer on
 * as it came. A bean sets path, verb and parameters at once, and removes older ones, with {@link
 * dev.cosell.bridge.salesforce.SalesforceCall#applyTo}; {@link
 * dev.cosell.bridge.salesforce.SalesforceApi} knows the requests.
 *
 * <pre>
 * - setVariable:
 *     name: payload                             # JSON text; left out for a GET
 *     expression:
 *       simple:
 *         expression: ${bean:salesforceWrites?method=changedFields}
 * - bean:
 *     ref: salesforceWrites
 *     method: update                            # takes @Headers, calls SalesforceCall.applyTo
 * - to:
 *     uri: salesforce:raw
 *     variableSend: payload
 *     variableReceive: answer
 * - removeHeaders:
 *     pattern: "*"
 * - bean:
 *     ref: salesforceWrites
 *     method: updated                           # takes @Variable("answer")
 * </pre>
 *
 * Afterwards {@code ${variable.answer}} is a {@link dev.cosell.bridge.salesforce.SalesforceAnswer},
 * also when Salesforce answered without a body: {@code .body}, {@code .records}, {@code .status}.
 *
 * <h2>Easy to get wrong</h2>
 *
 * <ul>
 *   <li>After a failed call the body is what {@code variableSend} sent, not the typed object.
 *   <li>A composite call succeeds although its parts fail: the error stands in the body, as {@link
 *       dev.cosell.bridge.salesforce.SalesforceQueries} reads it. Only reads go out together here.
 *   <li>A version is {@code SystemModstamp#content}. The stamp counts seconds, so it vouches for a
 *       record only once its second is over; the content recognizes our own writes, whose stamp
 *       Salesforce does not tell.
 *   <li>Rows of one query are as old as its first page.
 *   <li>Nothing but an upsert by external id is carried out only once; accounts and contacts are
 *       created in turn, see {@link dev.cosell.bridge.salesforce.CustomerTurns}.
 *   <li>A failure without an answer may have taken effect: repeat reads and conditional writes,
 *       never a create.
 *   <li>A query holds customers' names: only verb and path may be told in logs and runs.
 *   <li>The description of the organisation ({@code direct:crm-prepare}) comes before everything
 *       else: which fields there are decides what is read and written.
 * </ul>
 */
@NullMarked
package dev.cosell.bridge.salesforce;

import org.jspecify.annotations.NullMarked;

/**
 * Dynamics 365: the component behind {@code dataverse:} steps, its queries, answers and errors.
 *
 * <h2>How a route calls Dataverse</h2>
 *
 * The typed object stays in the body, the columns go out from a variable, the answer comes back in
 * one. The operation is fixed in the URI, the rest are headers; they are removed before and after
 * every call. A header that needs text made from a value is a template ({@code
 * opportunities(${body.id})}): {@code keyPredicate} takes no UUID object.
 *
 * <pre>
 * - removeHeaders:
 *     pattern: CamelOlingo4.*
 * - setHeader:
 *     name: CamelOlingo4.resourcePath
 *     expression:
 *       simple:
 *         expression: opportunities(${body.opportunityId})
 * - setHeader:
 *     name: CamelOlingo4.endpointHttpHeaders    # a Map, from DataverseWrite.httpHeaders()
 *     expression:
 *       simple:
 *         expression: ${body.change.httpHeaders}
 * - setVariable:
 *     name: columns                             # JSON text or a JsonNode
 *     expression:
 *       simple:
 *         expression: ${body.columns}
 * - to:
 *     uri: dataverse:patch                      # or uread (no variableSend), create, action
 *     variableSend: columns
 *     variableReceive: answer
 * - removeHeaders:
 *     pattern: CamelOlingo4.*
 * </pre>
 *
 * Afterwards {@code ${variable.answer}} is a {@link dev.cosell.bridge.dynamics.DataverseAnswer}:
 * {@code ${variable.answer.row}}, {@code .rows}, {@code .id}, {@code .etag}, {@code .nextLink}. A
 * bean step can set all headers of a call at once, and remove older ones, with {@link
 * dev.cosell.bridge.dynamics.DataverseCall#applyTo}; it takes {@code @Headers Map<String, Object>}.
 *
 * <h2>Easy to get wrong</h2>
 *
 * <ul>
 *   <li>After a failed call the body is what {@code variableSend} sent, not the typed object, and
 *       the variable of {@code variableReceive} still holds the answer of an <em>earlier</em> call.
 *       An {@code onException} needs {@code useOriginalBody: true} (and {@code
 *       allowUseOriginalMessage} on the context), or the typed object in a variable. Redelivery is
 *       not affected: it sends the same text again.
 *   <li>A PATCH without a condition creates a row that is gone: always {@code ifVersion}, {@code
 *       ifPresent} or {@code ifAbsent}.
 *   <li>A failure without an answer may have taken effect: repeat reads and conditional writes,
 *       never a create.
 *   <li>Never {@code toD}: every new URI is a new endpoint.
 * </ul>
 */
@NullMarked
package dev.cosell.bridge.dynamics;

import org.jspecify.annotations.NullMarked;

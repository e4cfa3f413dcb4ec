package dev.cosell.bridge.sandbox.salesforce.events;

import java.util.List;

/**
 * What every change event begins with.
 *
 * @param entityName sObject
 * @param recordIds the rows that were changed alike; none for an overflow
 * @param changeType CREATE, UPDATE, DELETE, or one that begins with GAP_
 * @param changeOrigin the API that was used; empty for what a person did
 * @param transactionKey the same for all events of a transaction
 * @param sequenceNumber counts the events of a transaction from 1
 * @param commitTimestamp milliseconds since 1970
 * @param commitNumber grows with each transaction
 * @param commitUser who did it
 * @param changedFields what an update changed; a part of a compound as {@code Name.LastName}
 */
record ChangeHeader(
    String entityName,
    List<String> recordIds,
    String changeType,
    String changeOrigin,
    String transactionKey,
    int sequenceNumber,
    long commitTimestamp,
    long commitNumber,
    String commitUser,
    List<String> changedFields) {}

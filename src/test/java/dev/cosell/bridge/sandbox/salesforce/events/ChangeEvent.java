package dev.cosell.bridge.sandbox.salesforce.events;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One event of Change Data Capture.
 *
 * @param replayId its position in the stream; grows, but not by one
 * @param publishedAt when it was published
 * @param schema of its fields as they were then
 * @param header what happened
 * @param fields all filled fields of a new row, the changed ones of an updated row; empty where the
 *     row's field was cleared
 */
record ChangeEvent(
    long replayId,
    Instant publishedAt,
    EventSchema schema,
    ChangeHeader header,
    Map<String, Optional<Object>> fields) {}

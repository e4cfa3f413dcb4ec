package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One operation of a JSON Patch on a referral.
 *
 * @param op {@code replace} for an update; {@code add} for a value of a referral that is to be
 *     created
 * @param path a JSON pointer; for an update always one that Partner Center lets be replaced
 * @param value in Partner Center's form
 */
public record PatchOperation(String op, String path, JsonNode value) {}

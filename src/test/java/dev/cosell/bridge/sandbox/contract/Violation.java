package dev.cosell.bridge.sandbox.contract;

/**
 * An exchange that the published contract does not allow.
 *
 * @param exchange verb, path and status, for example {@code PATCH /v1.0/... 204}
 * @param rule the validator's key, for example {@code validation.request.body.schema.enum}
 * @param message what is wrong
 */
public record Violation(String exchange, String rule, String message) {}

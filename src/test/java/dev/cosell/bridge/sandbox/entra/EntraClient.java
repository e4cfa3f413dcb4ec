package dev.cosell.bridge.sandbox.entra;

import org.jspecify.annotations.Nullable;

/**
 * An app registration.
 *
 * @param id application id
 * @param secret client secret
 * @param refreshToken the refresh token that a person's consent produced, null for an app-only
 *     client
 */
public record EntraClient(String id, String secret, @Nullable String refreshToken) {}

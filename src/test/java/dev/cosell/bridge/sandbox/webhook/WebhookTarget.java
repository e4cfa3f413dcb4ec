package dev.cosell.bridge.sandbox.webhook;

import java.net.URI;

/**
 * Where an event goes.
 *
 * @param url callback address
 * @param signatureHeader which header carries the signature
 */
public record WebhookTarget(URI url, String signatureHeader) {}

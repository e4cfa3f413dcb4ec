package dev.cosell.bridge.sandbox.salesforce.events;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.UUID;

/** Errors of the Pub/Sub API: a status, and the service's own code in the trailers. */
final class PubSubRefusal {

  private static final String PREFIX = "sfdc.platform.eventbus.grpc.";
  private static final Metadata.Key<String> CODE = key("error-code");
  private static final Metadata.Key<String> RPC = key("rpc-id");

  private PubSubRefusal() {}

  static StatusRuntimeException unauthenticated() {
    return of(
        Status.UNAUTHENTICATED,
        "service.auth.error",
        "An error occurred while getting the metadata from the request or validating it: the"
            + " session is invalid.");
  }

  /** The real code is not known. */
  static StatusRuntimeException unknownTopic(String name) {
    return of(
        Status.NOT_FOUND,
        "topic.not.found",
        "The topic " + name + " does not exist, or the user has no access to it.");
  }

  /** The real code is not known. */
  static StatusRuntimeException unknownSchema(String id) {
    return of(Status.NOT_FOUND, "schema.not.found", "There is no schema " + id + ".");
  }

  static StatusRuntimeException corruptedReplayId() {
    return of(
        Status.INVALID_ARGUMENT,
        "subscription.fetch.replayid.corrupted",
        "The Replay ID validation failed. Ensure that the Replay ID is valid and refers to an event"
            + " within the retention window.");
  }

  static StatusRuntimeException missingReplayId() {
    return of(
        Status.INVALID_ARGUMENT,
        "subscription.fetch.replayid.validation.failed",
        "A Replay ID is required with the CUSTOM replay preset.");
  }

  static StatusRuntimeException invalidNumber() {
    return of(
        Status.INVALID_ARGUMENT,
        "subscription.fetch.requested.events.invalid",
        "The number of requested events must be above zero.");
  }

  /** The real code is not known. */
  static StatusRuntimeException otherTopic() {
    return of(
        Status.INVALID_ARGUMENT,
        "subscription.fetch.topic.changed",
        "The topic of a subscription cannot change.");
  }

  static StatusRuntimeException unavailable(Status status) {
    return of(status, "service.unavailable", "The service is not available at the moment.");
  }

  private static StatusRuntimeException of(Status status, String code, String message) {
    String rpc = UUID.randomUUID().toString();
    Metadata trailers = new Metadata();
    trailers.put(CODE, PREFIX + code);
    trailers.put(RPC, rpc);
    return status.withDescription(message + " rpcId: " + rpc).asRuntimeException(trailers);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}

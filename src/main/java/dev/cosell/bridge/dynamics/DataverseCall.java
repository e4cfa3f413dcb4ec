package dev.cosell.bridge.dynamics;

import java.util.Map;

/** A call in the form of headers that the {@code dataverse:} steps read. */
public sealed interface DataverseCall permits DataverseQuery, DataverseWrite {

  /** What all headers of the component begin with; remove them before and after every call. */
  String PREFIX = "CamelOlingo4.";

  /** The headers of this call, names with {@link #PREFIX}. */
  Map<String, Object> headers();

  /** Replaces what an earlier call left in a message's headers by this call. */
  default void applyTo(Map<String, Object> messageHeaders) {
    messageHeaders.keySet().removeIf(name -> name.startsWith(PREFIX));
    messageHeaders.putAll(headers());
  }
}

package dev.cosell.bridge.sandbox.salesforce.events;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Positions in the stream as the Pub/Sub API writes them: ten bytes. */
final class ReplayIds {

  private static final int LENGTH = 10;

  private ReplayIds() {}

  static ByteString bytes(long replayId) {
    return ByteString.copyFrom(ByteBuffer.allocate(LENGTH).putLong(replayId).array());
  }

  static OptionalLong parse(ByteString bytes) {
    return bytes.size() == LENGTH
        ? OptionalLong.of(bytes.asReadOnlyByteBuffer().getLong())
        : OptionalLong.empty();
  }
}

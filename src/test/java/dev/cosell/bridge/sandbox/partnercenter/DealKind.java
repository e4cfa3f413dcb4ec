package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** What kinds of deals a demo can ask for; each is a complete synthetic deal. */
public enum DealKind {
  /** Own co-sell deal, Active/Accepted, help requested. */
  SHARED,
  /** Qualified by Microsoft and sent to us, New/Pending. */
  INBOUND,
  /** Marketplace lead, New/Pending. */
  LEAD,
  /** Own deal that Microsoft does not see, Active/Accepted. */
  PRIVATE;

  static DealKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new Refused(400, "invalidRequest", "kind: shared|inbound|lead|private"));
  }

  /** A new deal without ids and time stamps. */
  ObjectNode deal() {
    return (ObjectNode) SandboxJson.merged(read("deal"), read(name().toLowerCase(Locale.ROOT)));
  }

  private static ObjectNode read(String name) {
    String resource = "/sandbox/partnercenter/" + name + ".json";
    try (InputStream stream =
        Objects.requireNonNull(DealKind.class.getResourceAsStream(resource), resource)) {
      return SandboxJson.parseObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A seller asks for Microsoft's help with a deal that Microsoft does not have: the deal becomes a
 * co-sell deal. Source: upgrades of deals (partner-center.md, section 7).
 */
final class Invitation {

  static final String NOT_SENT = "Not sent to Partner Center: ";
  private static final String FIXED =
      ": the kind of help is fixed once it was asked for; set it back";

  private final @Nullable MappedField help;
  private final boolean open;
  private final @Nullable String refusal;

  private Invitation(@Nullable MappedField help, boolean open, @Nullable String refusal) {
    this.help = help;
    this.open = open;
    this.refusal = refusal;
  }

  static Invitation of(
      FieldMapping mapping, JsonNode referral, Snapshot base, Snapshot record, boolean isInvited) {
    MappedField help = ComparedFields.help(mapping);
    if (help == null || !help.toPartnerCenter().include(Moment.CREATE)) {
      return new Invitation(help, false, null);
    }
    if (isChanged(help, base, record)) {
      return new Invitation(help, true, NOT_SENT + help.label() + FIXED);
    }
    if (isInvited || !asks(help, base, record) || isMicrosofts(referral)) {
      return new Invitation(help, false, null);
    }
    return new Invitation(help, true, refusal(referral, help, record.get(help.name())));
  }

  /** The kind of help is fixed once Microsoft was asked. */
  private static boolean isChanged(MappedField help, Snapshot base, Snapshot record) {
    JsonNode before = Base.ofRecord(base, help.name());
    return !before.isNull() && !before.equals(record.get(help.name()));
  }

  private static boolean asks(MappedField help, Snapshot base, Snapshot record) {
    JsonNode asked = record.get(help.name());
    return !asked.isNull()
        && !asked.equals(Base.ofRecord(base, help.name()))
        && Base.ofReferral(base, help.name()).isNull();
  }

  private static boolean isMicrosofts(JsonNode referral) {
    return !referral.at("/inviteContext/assistanceRequestCode").asText("Unknown").equals("Unknown")
        || "msft"
            .equalsIgnoreCase(referral.at("/inviteContext/invitedBy/organizationId").asText(""));
  }

  private static @Nullable String refusal(JsonNode referral, MappedField help, JsonNode asked) {
    if (!help.values().words().contains(asked.asText())) {
      return Sharing.unknownWord(help, asked);
    }
    if (Standing.isFinal(referral)) {
      return NOT_SENT + help.label() + ": the deal is closed there, which is final";
    }
    return "Active".equalsIgnoreCase(referral.path("status").asText())
        ? null
        : NOT_SENT + help.label() + ": the deal is not accepted yet";
  }

  /** True when the seller asks and Microsoft does not know it yet. */
  boolean isOpen() {
    return open;
  }

  /** True when Microsoft can be invited now. */
  boolean isDue() {
    return open && refusal == null;
  }

  /** Why Microsoft cannot be invited, null when it can or nobody asks. */
  @Nullable String refusal() {
    return refusal;
  }

  /** The name of the field; asked for only where there is one. */
  String field() {
    return java.util.Objects.requireNonNull(help).name();
  }
}

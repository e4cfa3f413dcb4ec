package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.CheckMark;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adds what sellers see of a synchronization: the check mark and the audit line. */
@Component
class RecordPainter {

  /** The name under which runs would show the audit line; it is no field of the deal. */
  static final String AUDIT = "(audit)";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final SyncSettings settings;
  private final Clock clock;

  RecordPainter(SyncSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The columns with check mark and audit line.
   *
   * @param first true when the record meets its referral for the first time: only then is an audit
   *     line written, so that an update writes nothing but what differs
   */
  List<ColumnWrite> painted(FieldMapping mapping, List<ColumnWrite> columns, boolean first) {
    List<ColumnWrite> painted = new ArrayList<>();
    String name = mapping.field(Role.NAME).name();
    for (ColumnWrite write : columns) {
      painted.add(write.field().equals(name) ? marked(write) : write);
    }
    if (first) {
      painted.add(new ColumnWrite(AUDIT, mapping.column(Role.AUDIT), TextNode.valueOf(success())));
    }
    return painted;
  }

  private ColumnWrite marked(ColumnWrite name) {
    return settings.checkMark() == SyncSettings.CheckMarkPlace.NAME && name.value().isTextual()
        ? new ColumnWrite(
            name.field(),
            name.column(),
            TextNode.valueOf(CheckMark.IN_STEP.on(name.value().asText())))
        : name;
  }

  private String success() {
    return MINUTE.format(clock.instant()) + " - Partner Center Referral to CRM sync success.";
  }
}

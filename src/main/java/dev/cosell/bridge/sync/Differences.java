package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * In what the two sides of a link differ, by the same mapping and the same merge as a
 * synchronization, but without writing anything.
 */
@Component
public class Differences {

  /** Stands for the whole record where it is missing or has become another one. */
  static final String RECORD = "record";

  private final Mappings mappings;
  private final CrmTraits crm;

  Differences(Mappings mappings, CrmTraits crm) {
    this.mappings = mappings;
    this.crm = crm;
  }

  /** Whether a deal is over on both sides, so that nothing of it changes any more. */
  public boolean isOver(Link link) {
    return link.state() == LinkState.LINKED
        && link.record() != null
        && ComparedFields.isClosed(
            mappings.of(link.record()), Snapshot.fromJson(link.base().toString()));
  }

  /**
   * The names of the fields that a synchronization would write, or hold back.
   *
   * @param read with the referral, and with the record where it is there
   */
  public Set<String> of(Synchronization read) {
    CrmRecord record = read.record();
    if (record == null || !record.id().equals(read.link().record())) {
      return Set.of(RECORD);
    }
    FieldMapping mapping = mappings.of(record.id());
    if (!DealRules.takesPart(mapping, record)) {
      return Set.of(mapping.field(Role.SYNC_FLAG).name());
    }
    Synchronization whole =
        read.withReferral(MicrosoftsSide.within(read.knownReferral(), read.progress()));
    return new Comparison(whole, mapping, crm).differing();
  }

  /** Whether a version that the CRM lists tells of nothing that the link does not know. */
  public boolean isKnown(String listed, Link link) {
    String remembered = link.recordVersion() == null ? link.recordSeen() : link.recordVersion();
    return remembered != null && crm.isKnown(listed, remembered);
  }
}

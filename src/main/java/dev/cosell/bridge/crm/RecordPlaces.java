package dev.cosell.bridge.crm;

import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Synchronization;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places where the record of a link may be, the likeliest first: by its id where it is linked,
 * else by the referral's id, else by the CRM id that the referral carries. Each is asked only once,
 * and none when the poll delivered the record.
 *
 * @param <Q> a query of the CRM
 */
public final class RecordPlaces<Q> {

  private static final String OPPORTUNITY = "opportunity";

  private final Deque<Place<Q>> left = new ArrayDeque<>();
  private final @Nullable CrmRecord delivered;
  private @Nullable CrmRecord closedLead;

  /**
   * One place.
   *
   * @param entity of the record that may be there
   * @param query that asks for it
   */
  public record Place<Q>(String entity, Q query) {}

  /** How a CRM is asked for records. */
  public interface Queries<Q> {

    /** For the record that carries a referral's id. */
    Q byReferral(String entity, String referral);

    /** For the record of this id, empty when it can be none of the CRM's. */
    Optional<Q> byId(String entity, String id);

    /** Whether a lead has not had its day; else it may have become an opportunity. */
    boolean isOpen(CrmRecord lead);
  }

  private RecordPlaces(@Nullable CrmRecord delivered) {
    this.delivered = delivered;
  }

  /** Where to look for the record of a synchronization. */
  public static <Q> RecordPlaces<Q> of(
      Synchronization synchronization, DeliveredRecords deliveries, Queries<Q> queries) {
    RecordPlaces<Q> places =
        new RecordPlaces<>(
            delivered(synchronization, deliveries)
                .filter(record -> !record.id().isLead() || queries.isOpen(record))
                .orElse(null));
    RecordId linked = synchronization.link().record();
    if (places.delivered != null) {
      return places;
    }
    if (linked == null) {
      places.addEverywhere(synchronization, queries);
    } else {
      places.addLinked(linked, synchronization, queries);
    }
    return places;
  }

  /**
   * What it wrote before it started over may be missing in a row that the poll brings meanwhile.
   */
  private static Optional<CrmRecord> delivered(
      Synchronization synchronization, DeliveredRecords deliveries) {
    return synchronization.progress().hasStartedOver()
        ? Optional.empty()
        : deliveries.take(synchronization.link(), synchronization.newsOfRecord());
  }

  private void addLinked(RecordId linked, Synchronization synchronization, Queries<Q> queries) {
    if (linked.isLead() && synchronization.hasReferral()) {
      // it may have become an opportunity, by us before a crash or by a seller
      addByReferral(OPPORTUNITY, synchronization, queries);
    }
    addById(linked.entity(), linked.value(), queries);
  }

  private void addEverywhere(Synchronization synchronization, Queries<Q> queries) {
    for (String entity : synchronization.possibleEntities()) {
      addByReferral(entity, synchronization, queries);
    }
    for (String entity : synchronization.possibleEntities()) {
      addById(entity, synchronization.externalReference(), queries);
    }
  }

  private void addByReferral(String entity, Synchronization synchronization, Queries<Q> queries) {
    left.add(new Place<>(entity, queries.byReferral(entity, synchronization.referralId().value())));
  }

  private void addById(String entity, String id, Queries<Q> queries) {
    queries.byId(entity, id).ifPresent(query -> left.add(new Place<>(entity, query)));
  }

  /** True while there is a place to look at. */
  public boolean isOpen() {
    return !left.isEmpty();
  }

  /** The place to look at now. */
  public Place<Q> current() {
    return left.element();
  }

  /** Whether a lead was found that had its day, so that this is the opportunity it became. */
  public boolean isOfClosedLead() {
    return closedLead != null;
  }

  /** With the record that the poll delivered, if it did. */
  public Synchronization takeDelivered(Synchronization synchronization) {
    if (delivered == null) {
      return synchronization;
    }
    synchronization.log().step("the poll delivered the record");
    return synchronization.withRecord(delivered);
  }

  /**
   * Without a record at the current place; a lead that had its day counts where nothing else is.
   */
  public Synchronization without(Synchronization synchronization) {
    left.remove();
    return synchronization.withRecord(closedLead);
  }

  /** With the record of the current place; then no other place is asked. */
  public Synchronization with(Synchronization synchronization, CrmRecord record) {
    left.clear();
    return synchronization.withRecord(record);
  }

  /**
   * With a lead that had its day: the opportunity that it became is asked for.
   *
   * @param opportunity asks for it, null when it became none
   */
  public Synchronization withClosedLead(
      Synchronization synchronization, CrmRecord lead, @Nullable Q opportunity) {
    left.clear();
    closedLead = lead;
    if (opportunity != null) {
      left.add(new Place<>(OPPORTUNITY, opportunity));
    }
    return synchronization.withRecord(lead);
  }
}

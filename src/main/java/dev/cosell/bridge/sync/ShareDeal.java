package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.CheckMark;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The verbs of the route that creates a seller's deal in Partner Center. */
@Component("shareDeal")
public class ShareDeal {

  private final Sharing sharing;
  private final Planner planner;
  private final Mappings mappings;
  private final OwnWrites ownWrites;

  ShareDeal(Sharing sharing, Planner planner, Mappings mappings, OwnWrites ownWrites) {
    this.ownWrites = ownWrites;
    this.sharing = sharing;
    this.planner = planner;
    this.mappings = mappings;
  }

  /**
   * Decides whether the record is one for Partner Center at all. A record that carries a referral's
   * id already becomes an ordinary deal.
   */
  public Synchronization consider(Synchronization synchronization) {
    Optional<Plan> refusal = sharing.refusal(synchronization);
    if (refusal.isPresent()) {
      return named(synchronization).withPlan(refusal.get());
    }
    Optional<ReferralId> carried = sharing.carried(synchronization.knownRecord());
    Optional<String> rival = carried.flatMap(id -> sharing.rival(synchronization, id));
    if (rival.isPresent()) {
      return named(synchronization).withPlan(planner.held(synchronization, rival.get()));
    }
    carried.ifPresent(
        id -> {
          synchronization.log().step("the record carries the referral " + id + " already");
          synchronization.progress().reached(synchronization.link().of(id));
        });
    return named(synchronization);
  }

  /** True when the deal is one for Partner Center and not there yet. */
  public boolean isWanted(Synchronization synchronization) {
    return synchronization.plan() == null && !synchronization.hasReferral();
  }

  /** Checks that nothing is missing; then the deal is created. */
  public Synchronization check(Synchronization synchronization) {
    String missing = sharing.missing(synchronization.knownRecord());
    if (missing != null && !sharing.wasAsked(synchronization)) {
      return synchronization.withPlan(planner.held(synchronization, missing));
    }
    noteWhatIsSent(synchronization);
    return synchronization.withPlan(
        Plan.asAWhole(Decision.CREATE_REFERRAL, "it is not in Partner Center yet"));
  }

  private void noteWhatIsSent(Synchronization synchronization) {
    CrmRecord record = synchronization.knownRecord();
    FieldMapping mapping = mappings.of(record.id());
    List<String> fields =
        ComparedFields.of(mapping).stream()
            .filter(ShareDeal::isSent)
            .map(MappedField::name)
            .toList();
    ownWrites.noteCreation(synchronization, fields, mapping.ofRecord(record.row()));
  }

  private static boolean isSent(MappedField field) {
    return field.toPartnerCenter().include(Moment.CREATE)
        && !field.path().orElse("").startsWith("/inviteContext/");
  }

  /** From here on it is an ordinary deal, on which both sides agree as far as it was sent. */
  public Synchronization shared(Synchronization synchronization) {
    JsonNode referral = synchronization.knownReferral();
    Link link = synchronization.link();
    synchronization.log().step("the deal is the referral " + link.referralId() + " now");
    String changedAt = VersionHint.of(referral.path("updatedDateTime").asText(""));
    Link known =
        link.agreeing(link.base(), Standing.version(referral), null)
            .wroteReferral(Standing.version(referral), changedAt);
    synchronization
        .progress()
        .reached(
            synchronization.progress().isShared()
                ? known.agreeing(
                    Json.object(sent(synchronization).toJson()), Standing.version(referral), null)
                : known);
    return synchronization.withoutPlan();
  }

  private Snapshot sent(Synchronization synchronization) {
    CrmRecord record = synchronization.knownRecord();
    FieldMapping mapping = mappings.of(record.id());
    MappedField help = ComparedFields.help(mapping);
    Snapshot sent = mapping.ofRecord(record.row());
    Snapshot base = Snapshot.fromJson("{}");
    for (MappedField field : ComparedFields.of(mapping)) {
      boolean unasked = field.equals(help) && synchronization.progress().microsofts() == null;
      JsonNode here = unasked ? NullNode.instance : sent.get(field.name());
      base = Base.with(base, field.name(), there(field, here), here);
    }
    return base;
  }

  /** What Partner Center holds of a field of a deal that was created there a moment ago. */
  private static JsonNode there(MappedField field, JsonNode here) {
    if (field.type() == FieldType.STATUS) {
      return TextNode.valueOf(DealStage.IN_PROGRESS.word());
    }
    return isSent(field) ? here : NullNode.instance;
  }

  private Synchronization named(Synchronization synchronization) {
    CrmRecord record = synchronization.record();
    if (record != null) {
      String name =
          mappings
              .of(record.id())
              .find(Role.NAME)
              .map(field -> field.column().in(record.row()).asText(""))
              .orElse("");
      synchronization.progress().reached(synchronization.link().named(CheckMark.strip(name)));
    }
    return synchronization;
  }
}

package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSandbox;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deal and what its seed lets happen to it, one step after the other. */
final class History {

  private static final int LATEST_NOTIFICATION_MILLIS = 2000;

  private final BothSystems systems;
  private final Crm crm;
  private final PartnerCenterSandbox partnerCenter;
  private final long seed;
  private final Random random;
  private final @Nullable String opportunity;
  private final @Nullable String referral;
  private final List<String> told = new ArrayList<>();

  /** Begins in the CRM or in the portal. */
  History(BothSystems systems, long seed) {
    this.systems = systems;
    this.crm = systems.crm();
    this.partnerCenter = systems.sandbox().partnerCenter();
    this.seed = seed;
    this.random = new Random(seed);
    boolean fromTheCrm = random.nextBoolean();
    boolean coSell = random.nextInt(3) == 0;
    this.opportunity = fromTheCrm ? saved(coSell) : null;
    this.referral =
        fromTheCrm
            ? null
            : partnerCenter.create(DealKind.SHARED, SandboxJson.object()).path("id").asText();
    told.add(
        fromTheCrm ? "begins in the CRM" + (coSell ? " as co-sell" : "") : "begins in the portal");
  }

  private String saved(boolean coSell) {
    ObjectNode form = SandboxJson.parseObject(SellerScenario.DEAL);
    form.put("name", "Rollout " + UUID.randomUUID());
    if (coSell) {
      form.setAll(json(SellerScenario.HELP));
    }
    return crm.createDeal(form);
  }

  /** The referral, null while the deal has none. */
  @Nullable String referralId() {
    if (referral != null || opportunity == null) {
      return referral;
    }
    List<ObjectNode> own = systems.ownReferrals(opportunity);
    return own.isEmpty() ? null : own.get(0).path("id").asText();
  }

  /** The record, null while the deal has none. */
  @Nullable String opportunityId() {
    if (opportunity != null || referral == null) {
      return opportunity;
    }
    List<ObjectNode> deals = crm.deals(referral);
    return deals.isEmpty() ? null : deals.get(0).path("id").asText();
  }

  /** The record in which the deal began, null when it began in the portal. */
  @Nullable String begunAsRecord() {
    return opportunity;
  }

  /** A time up to this one, drawn by the seed. */
  int pause(int longestMillis) {
    return random.nextInt(longestMillis);
  }

  /** One step: an edit on either side, or a mishap that the deal is to meet. */
  void goOn() {
    String ownReferral = referralId();
    String record = opportunityId();
    int dice = random.nextInt(12);
    int value = 1 + random.nextInt(1_000_000);
    told.add("#" + dice + " " + value);
    if (dice < 4) {
      if (ownReferral != null && BothSystems.isOpen(partnerCenter.referral(ownReferral))) {
        partnerCenter.edit(ownReferral, portalEdit(value), false);
      }
    } else if (dice < 8) {
      // a deal that is closed before it was shared stays in the CRM
      if (ownReferral != null && record != null && isInProgress(record)) {
        sellersEdit(record, value);
      }
    } else {
      meet(dice, ownReferral, record);
    }
  }

  private boolean isInProgress(String record) {
    return crm.deal(record).path("stage").asText().equals("in-progress");
  }

  private void meet(int dice, @Nullable String ownReferral, @Nullable String record) {
    if (dice == 8 && ownReferral != null) {
      partnerCenter.dispatcher().plan(ownReferral, mishap());
    } else if (dice == 9 && ownReferral != null) {
      partnerCenter
          .server()
          .fail(
              random.nextBoolean()
                  ? Fault.refusing("PATCH", ownReferral, 412)
                  : Fault.losingAnswer("PATCH", ownReferral));
    } else if (dice == 10 && record != null) {
      if (random.nextBoolean()) {
        crm.faults().refuseNextWriteAsStale(record);
      } else {
        crm.faults().loseAnswerOfNextWrite(record);
      }
    } else if (dice == 11 && record != null) {
      partnerCenter.server().fail(Fault.losingAnswer("POST", "referrals$").whenBodyMatches(record));
    }
  }

  private Mishap mishap() {
    return switch (random.nextInt(4)) {
      case 0 -> Mishap.of(Mishap.Kind.LOST);
      case 1 -> Mishap.of(Mishap.Kind.TWICE);
      case 2 -> Mishap.of(Mishap.Kind.BEHIND_THE_NEXT);
      default -> Mishap.late(Duration.ofMillis(random.nextInt(LATEST_NOTIFICATION_MILLIS)));
    };
  }

  private ObjectNode portalEdit(int value) {
    return json(
        switch (random.nextInt(12)) {
          case 0 ->
              "{'status':'Closed','substatus':'" + (random.nextBoolean() ? "Won" : "Lost") + "'}";
          case 1, 2 -> "{'details':{'notes':'portal " + value + "'}}";
          case 3, 4 ->
              "{'details':{'closingDateTime':'2031-01-" + (10 + value % 20) + "T00:00:00Z'}}";
          case 5 -> "{'details':{'currency':'" + (random.nextBoolean() ? "USD" : "GBP") + "'}}";
          case 6 ->
              "{'details':{'requirements':{'solutions':[{'id':'SOL-1-A','type':'Name'},"
                  + "{'id':'SOL-P-"
                  + value % 5
                  + "','type':'Name'}]}}}";
          default -> "{'details':{'dealValue':" + value + "}}";
        });
  }

  private void sellersEdit(String record, int value) {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextBoolean()) {
          crm.win(record);
        } else {
          crm.lose(record);
        }
      }
      case 1, 2 -> edit(record, "{'notes':'seller " + value + "'}");
      case 3, 4 -> edit(record, "{'closingDate':'2032-02-" + (10 + value % 18) + "'}");
      case 5 -> edit(record, "{'currency':'" + (random.nextBoolean() ? "EUR" : "JPY") + "'}");
      case 6 -> edit(record, "{'solutions':['SOL-1-A','SOL-S-" + value % 5 + "']}");
      case 7 -> edit(record, "{'probability':" + value % 100 + "}");
      default -> edit(record, "{'dealValue':" + value + "}");
    }
  }

  private void edit(String record, String changes) {
    crm.edit(record, json(changes));
  }

  private static ObjectNode json(String text) {
    return SandboxJson.parseObject(text.replace('\'', '"'));
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + told;
  }
}

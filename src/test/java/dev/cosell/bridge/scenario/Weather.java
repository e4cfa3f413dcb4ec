package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes wrong with whole systems, as a seed tells: throttling, failures, connections that are
 * cut, reset or slow, silence that lasts longer than the bridge waits, answers that never come
 * after the work is done, tokens that end early, clocks that are minutes apart, and one
 * notification many times.
 */
final class Weather {

  private static final int STORM = 40;
  private static final int MOST_SKEW_SECONDS = 300;

  /** The bridge has to give up earlier, by its {@code answer-timeout}. */
  static final Duration SILENCE = Duration.ofMillis(1500);

  private enum Kind {
    THROTTLED,
    BROKEN,
    BUSY,
    CUT,
    SILENT_AFTER_THE_WORK,
    RESET,
    RESET_AFTER_THE_WORK,
    TIMED_OUT,
    TIMED_OUT_AFTER_THE_WORK,
    SLOW,
    CRM_THROTTLED,
    CRM_BROKEN,
    CRM_BUSY,
    CRM_CUT,
    CRM_SILENT_AFTER_THE_WORK,
    CRM_RESET,
    CRM_RESET_AFTER_THE_WORK,
    CRM_TIMED_OUT,
    CRM_TIMED_OUT_AFTER_THE_WORK,
    CRM_SLOW,
    TOKENS_END,
    NO_TOKENS,
    STORM
  }

  private final Sandbox sandbox;
  private final Crm crm;
  private final Random random;
  private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);

  Weather(Sandbox sandbox, Crm crm, long seed) {
    this.sandbox = sandbox;
    this.crm = crm;
    this.random = new Random(seed);
  }

  /** Puts the clocks of both systems minutes apart from each other and from the bridge's. */
  String skewClocks() {
    Duration partnerCenter = skew();
    Duration ofTheCrm = skew();
    sandbox.partnerCenter().shiftClock(partnerCenter);
    crm.shiftClock(ofTheCrm);
    return "Partner Center's clock " + partnerCenter + ", the CRM's " + ofTheCrm;
  }

  void clear() {
    sandbox.partnerCenter().shiftClock(Duration.ZERO);
    crm.shiftClock(Duration.ZERO);
  }

  private Duration skew() {
    return Duration.ofSeconds(random.nextInt(2 * MOST_SKEW_SECONDS) - MOST_SKEW_SECONDS);
  }

  /** How often each kind has struck. */
  Map<?, Integer> struck() {
    return struck;
  }

  void strike() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    struck.merge(kind, 1, Integer::sum);
    switch (kind) {
      case THROTTLED -> sandbox.partnerCenter().server().fail(throttling().repeated(3));
      case BROKEN,
          BUSY,
          CUT,
          SILENT_AFTER_THE_WORK,
          RESET,
          RESET_AFTER_THE_WORK,
          TIMED_OUT,
          TIMED_OUT_AFTER_THE_WORK,
          SLOW ->
          sandbox.partnerCenter().server().fail(fault(kind).repeated(1 + random.nextInt(3)));
      case CRM_THROTTLED -> crm.faults().throttleNextCall();
      case CRM_BROKEN,
          CRM_BUSY,
          CRM_CUT,
          CRM_SILENT_AFTER_THE_WORK,
          CRM_RESET,
          CRM_RESET_AFTER_THE_WORK,
          CRM_TIMED_OUT,
          CRM_TIMED_OUT_AFTER_THE_WORK,
          CRM_SLOW ->
          crm.faults().strike(fault(kind).repeated(1 + random.nextInt(3)));
      case TOKENS_END -> endTokens();
      case NO_TOKENS -> {
        sandbox.entra().server().fail(Fault.refusing("POST", "/token$", 503));
        endTokens();
      }
      case STORM -> storm();
    }
  }

  private void endTokens() {
    sandbox.entra().expireAll();
    crm.expireSession();
  }

  private static Fault throttling() {
    return new Fault(null, "/referrals", 429, Map.of("Retry-After", "1"), "", 1, false, 0);
  }

  /** Certificates of notifications come from the same server; they are left alone. */
  private Fault fault(Kind kind) {
    Duration wait = Duration.ofMillis(random.nextInt(500));
    return switch (kind) {
      case BROKEN -> new Fault(null, "/referrals", 500, null, "", 1, false, 0);
      case BUSY -> new Fault(null, "/referrals", 503, null, "", 1, false, 0);
      case CUT -> new Fault(null, "/referrals", 0, null, "", 1, false, 0);
      case SILENT_AFTER_THE_WORK -> Fault.losingAnswer("PATCH", "/referrals").delayed(wait);
      case RESET -> Fault.resetting(null, "/referrals");
      case RESET_AFTER_THE_WORK -> Fault.resetting(write(), "/referrals").afterTheWork();
      case TIMED_OUT -> Fault.silent(null, "/referrals", SILENCE);
      case TIMED_OUT_AFTER_THE_WORK -> Fault.silent(write(), "/referrals", SILENCE).afterTheWork();
      case SLOW -> Fault.slowing(null, "/referrals", wait);
      case CRM_BROKEN -> new Fault(null, "/data/", 500, null, "", 1, false, 0);
      case CRM_BUSY -> new Fault(null, "/data/", 503, null, "", 1, false, 0);
      case CRM_CUT -> new Fault(null, "/data/", 0, null, "", 1, false, 0);
      case CRM_SILENT_AFTER_THE_WORK -> Fault.losingAnswer("PATCH", "/data/").delayed(wait);
      case CRM_RESET -> Fault.resetting(null, "/data/");
      case CRM_RESET_AFTER_THE_WORK -> Fault.resetting(write(), "/data/").afterTheWork();
      case CRM_TIMED_OUT -> Fault.silent(null, "/data/", SILENCE);
      case CRM_TIMED_OUT_AFTER_THE_WORK -> Fault.silent(write(), "/data/", SILENCE).afterTheWork();
      case CRM_SLOW -> Fault.slowing(null, "/data/", wait);
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  /** Creations as well as edits. */
  private String write() {
    return random.nextBoolean() ? "POST" : "PATCH";
  }

  private void storm() {
    List<ObjectNode> referrals = sandbox.partnerCenter().referrals();
    if (referrals.isEmpty()) {
      return;
    }
    String id = referrals.get(random.nextInt(referrals.size())).path("id").asText();
    for (int number = 0; number < STORM; number++) {
      sandbox.partnerCenter().send("referral-updated", id, Instant.now());
    }
  }
}

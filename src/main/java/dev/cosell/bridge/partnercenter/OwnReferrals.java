package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Creation;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates our referral of a record, only once: looked for, noted, asked for, noted again. */
@Component("ownReferrals")
class OwnReferrals {

  private final Creations creations;
  private final NewReferrals bodies;
  private final OpenAnswer openAnswer;

  OwnReferrals(Creations creations, NewReferrals bodies, OpenAnswer openAnswer) {
    this.creations = creations;
    this.bodies = bodies;
    this.openAnswer = openAnswer;
  }

  /** Whether the referral's id is known although the link has forgotten it. */
  public boolean isNoted(@Body Synchronization synchronization) {
    return noted(synchronization).isPresent();
  }

  /** Gives the link the referral that was created for it before. */
  public Synchronization takeNoted(@Body Synchronization synchronization) {
    ReferralId id = noted(synchronization).orElseThrow();
    synchronization.log().step("Partner Center created referral " + id + " in an earlier run");
    return synchronization.withFound(JsonNodeFactory.instance.objectNode().put("id", id.value()));
  }

  private Optional<ReferralId> noted(Synchronization synchronization) {
    return creations.of(synchronization.link().id()).map(Creation::referralId);
  }

  /**
   * Takes over the referral that was found.
   *
   * @throws RemoteFailure when none was, but it may only be not visible yet
   */
  public Synchronization takeFound(
      @Body Synchronization synchronization, @Variable("search") ReferralSearch search) {
    Optional<ObjectNode> found = search.best();
    if (found.isEmpty()) {
      makeSureItIsMissing(synchronization, search);
      return synchronization;
    }
    ReferralId id = ReferralId.of(found.get().path("id").asText());
    int others = search.found().size() - 1;
    synchronization
        .log()
        .step(
            "Partner Center has referral "
                + id
                + " of this record already"
                + (others == 0 ? "" : ", and " + others + " more"));
    creations.created(synchronization.link().id(), id);
    return synchronization.withFound(found.get());
  }

  private void makeSureItIsMissing(Synchronization synchronization, ReferralSearch search) {
    Optional<Instant> since = creations.of(synchronization.link().id()).map(Creation::begunAt);
    if (since.isEmpty()) {
      synchronization.log().step("Partner Center has no referral of this record yet");
      return;
    }
    String what = "the referral of " + synchronization.knownRecordId();
    openAnswer.beSurelyLost(since.get(), what);
    if (!search.isComplete()) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "it cannot be told whether Partner Center created " + what + ": the search found no end",
          null,
          null);
    }
    synchronization.log().step("Partner Center was asked for the referral before, to no effect");
  }

  /** Whether there is no referral yet. */
  public boolean isMissing(@Body Synchronization synchronization) {
    return !synchronization.hasReferral();
  }

  /** Notes that the referral is about to be asked for, and under which id. */
  public String begin(@Body Synchronization synchronization) {
    return creations.begin(synchronization.link().id()).toString();
  }

  /** Headers of {@code POST referrals}. */
  public void post(@Variable("request") String request, @Headers Map<String, Object> headers) {
    CallHeaders.set(headers, "POST", request);
  }

  /**
   * Notes that nothing was created, where the failure says so.
   *
   * @throws Exception always: the failure
   */
  public void failed(
      @Variable("synchronization") Synchronization synchronization,
      @ExchangeException Exception failure)
      throws Exception {
    if (OpenAnswer.isRefusal(failure)) {
      creations.refused(synchronization.link().id());
    }
    throw failure;
  }

  /** The referral that was just created. */
  public Synchronization created(
      @Body Synchronization synchronization, @Variable("answer") @Nullable String answer) {
    ObjectNode created = ReferralJson.created(answer);
    ReferralId id = ReferralId.of(created.path("id").asText());
    creations.created(synchronization.link().id(), id);
    synchronization.log().step("Partner Center created referral " + id);
    bodies.noteOwn(synchronization);
    return synchronization.withShared(created);
  }

  /** Whether the referral is known by little more than its id. */
  public boolean isShort(@Body Synchronization synchronization) {
    return !synchronization.knownReferral().path("details").isObject()
        || !synchronization.knownReferral().path("customerProfile").isObject()
        || !synchronization.knownReferral().hasNonNull("eTag");
  }
}

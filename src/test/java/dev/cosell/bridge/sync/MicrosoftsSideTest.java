package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.merged;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.settled;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.RunLog;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class MicrosoftsSideTest {

  private static final String THEIRS =
      "{'id':'55555555-0000-4000-8000-000000000005','eTag':'x','name':'Not kept','status':'Active',"
          + "'substatus':'Accepted','statusReason':null,'organizationId':'msft',"
          + "'details':{'dealValue':7},'trackingInfo':{'microsoftMsxId':'7-XYZ','other':'Not kept'},"
          + "'team':[{'firstName':'Robin','lastName':'Seller','email':'robin@partner.example'},"
          + "{'firstName':'Morgan','lastName':'Sample','email':'morgan@microsoft.example','phoneNumber':'1'}]}";

  @Test
  void keepsOnlyWhatMattersOfIt() {
    assertThat(MicrosoftsSide.known(read(deal(), "{}")))
        .isEqualTo(
            json(
                "{'id':'55555555-0000-4000-8000-000000000005','status':'Active','substatus':'Accepted',"
                    + "'trackingInfo':{'microsoftMsxId':'7-XYZ'},"
                    + "'team':[{'firstName':'Robin','lastName':'Seller','email':'robin@partner.example'},"
                    + "{'firstName':'Morgan','lastName':'Sample','email':'morgan@microsoft.example'}]}"));
  }

  @Test
  void isUnknownWhereThereIsNone() {
    assertThat(MicrosoftsSide.known(new Progress(deal()))).isNull();
    assertThat(MicrosoftsSide.within(referral(), new Progress(deal()))).isEqualTo(referral());
    assertThat(MicrosoftsSide.news(synchronization(new Progress(deal())))).isNull();
  }

  @Test
  void whatWasJustReadCountsMoreThanWhatWasRemembered() {
    Link remembering = remembering(read(deal(), "{}"));

    assertThat(status(new Progress(remembering))).isEqualTo("Active");
    assertThat(status(read(remembering, "{'status':'Closed'}"))).isEqualTo("Closed");
  }

  private static String status(Progress progress) {
    return Objects.requireNonNull(MicrosoftsSide.known(progress)).path("status").asText();
  }

  @Test
  void standsInTheReferralWithoutChangingTheOneThatWasRead() {
    ObjectNode own = referral();

    JsonNode both = MicrosoftsSide.within(own, read(deal(), "{}"));

    assertThat(both.at("/microsoft/trackingInfo/microsoftMsxId").asText()).isEqualTo("7-XYZ");
    assertThat(own).isEqualTo(referral());
  }

  @Test
  void tellsStatusMsxIdAndMicrosoftsTeamWithoutOurOwn() {
    assertThat(news(deal(), "{}"))
        .isEqualTo(
            "Microsoft: Active/Accepted, MSX id 7-XYZ, Morgan Sample <morgan@microsoft.example>");
    assertThat(news(deal(), "{'statusReason':'Too early','trackingInfo':null,'team':[]}"))
        .isEqualTo("Microsoft: Active/Accepted, Too early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'status':'New','substatus':'Pending'}", "{'status':null}"})
  void isNoNewsBeforeMicrosoftAnswered(String unanswered) {
    assertThat(news(deal(), unanswered)).isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | false",
        "{'eTag':'y','details':{'dealValue':8}}      | false",
        "{'status':'Closed','substatus':'Won'}       | true",
        "{'statusReason':'Because'}                  | true",
        "{'trackingInfo':{'microsoftMsxId':'8-NEW'}} | true",
        "{'team':[]}                                 | true",
      })
  void isNewsOnlyWhereWhatMattersDiffers(String change, boolean isNews) {
    Link remembering = remembering(read(deal(), "{}"));

    assertThat(news(remembering, change) != null).isEqualTo(isNews);
  }

  @Test
  void theRecordShowsTheNewsOnceAndTheLinkRemembersIt() {
    CrmRecord record = record(OPPORTUNITY, referral(), "{}");
    Link before = deal();
    Synchronization decided = decided(read(before, "{}"), record);

    RecordWrite write = decided.knownPlan().knownWrite();
    assertThat(Objects.requireNonNull(written(write, "audit")).asText())
        .isEqualTo(
            "2030-01-05 10:00 - Microsoft: Active/Accepted, MSX id 7-XYZ, Morgan Sample"
                + " <morgan@microsoft.example>");
    assertThat(written(write, "microsoftMsxId")).hasToString("\"7-XYZ\"");
    Link after = DealFixture.reconcile().remember(decided).link();
    assertThat(MicrosoftsSide.remembered(after))
        .isEqualTo(MicrosoftsSide.known(read(before, "{}")));

    DealFixture.ROWS.write((ObjectNode) record.row(), write.columns());
    assertThat(decided(read(after, "{}"), record).knownPlan().write()).as("shown once").isNull();
  }

  private static Synchronization decided(Progress progress, CrmRecord record) {
    Synchronization begun = thorough(progress.link(), referral(), record);
    JsonNode microsofts = Objects.requireNonNull(progress.microsofts());
    return DealFixture.reconcile().decide(begun.withMicrosofts(microsofts));
  }

  private static @Nullable String news(Link link, String changes) {
    return MicrosoftsSide.news(synchronization(read(link, changes)));
  }

  private static Synchronization synchronization(Progress progress) {
    return Synchronization.begin(DealFixture.news(), new RunLog(), progress)
        .withReferral(referral());
  }

  private static Link deal() {
    return settled(OPPORTUNITY, referral());
  }

  private static Progress read(Link link, String changes) {
    Progress progress = new Progress(link);
    progress.reachedMicrosofts(merged(json(THEIRS), json(changes)));
    return progress;
  }

  private static Link remembering(Progress progress) {
    Link link = progress.link();
    ObjectNode base = link.base().deepCopy();
    base.set(MicrosoftsSide.NAME, Objects.requireNonNull(MicrosoftsSide.known(progress)));
    return link.agreeing(base, link.referralVersion(), link.recordVersion());
  }
}

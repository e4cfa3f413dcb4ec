package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.VersionsWanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/** Asks for nothing but the stamps of many records, by one call. */
final class SalesforceVersions {

  /** The question. */
  public Questions ask(@Body VersionsWanted wanted) {
    return new Questions(List.of(new Stamps(wanted)));
  }

  /**
   * Stamp by id.
   *
   * @throws dev.cosell.bridge.sync.RemoteFailure when the query was refused
   */
  public Map<String, String> versions(@Body Questions questions) {
    Map<String, String> stamps = new HashMap<>();
    for (Questions.Question question : questions.asked()) {
      questions
          .failure(question)
          .ifPresent(
              failure -> {
                throw failure;
              });
      stamps.putAll(((Stamps) question).stamps);
    }
    return stamps;
  }

  private static final class Stamps implements Questions.Question {

    private final VersionsWanted wanted;
    private final Map<String, String> stamps = new HashMap<>();

    Stamps(VersionsWanted wanted) {
      this.wanted = wanted;
    }

    @Override
    public String words() {
      return "the versions of " + wanted.entity();
    }

    @Override
    public Soql query() {
      return Soql.select(
              List.of(OrgFields.ID, OrgFields.MODSTAMP), OrgFacts.objectOf(wanted.entity()))
          .whereAny(OrgFields.ID, wanted.ids());
    }

    @Override
    public void take(List<JsonNode> page, SalesforceAnswer answer, boolean isLast) {
      for (JsonNode row : page) {
        Instant stamp = RecordVersion.instant(SalesforceRows.text(row, OrgFields.MODSTAMP));
        if (stamp != null) {
          stamps.put(SalesforceRows.text(row, OrgFields.ID), stamp.toString());
        }
      }
    }
  }
}

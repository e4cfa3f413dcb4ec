package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.util.List;

/** What the CRM was asked for since the log was emptied, oldest first; token requests left out. */
interface CrmRequests {

  /** Every request. */
  List<SandboxRequest> all();

  /** Every request that is answered, with what came of it; token requests may be among them. */
  List<SandboxExchange> exchanges();

  /** Empties the log. */
  void forget();

  /** The requests that change anything: deals, leads, accounts and contacts. */
  List<SandboxRequest> writes();

  /** What a write sets, in the words of {@link Crm}. A column without a word keeps its own name. */
  ObjectNode written(SandboxRequest write);

  /** Whether a write is refused once the record has another version than this one. */
  boolean isGuardedBy(SandboxRequest write, String version);

  /**
   * The requests by which the poll asked for a page of changed records.
   *
   * @param entity {@code opportunity} or {@code lead}; one request may ask for both
   */
  List<SandboxRequest> polls(String entity);

  /** The first of these pages: one per poll. */
  List<SandboxRequest> pollRounds();

  /** From when on a first page asks for changes; fails when it asks for all. */
  Instant polledSince(SandboxRequest poll);

  /** The requests that read deals or leads, those of the poll left out. */
  List<SandboxRequest> reads();

  /** The requests that are none of the poll. */
  List<SandboxRequest> others();
}

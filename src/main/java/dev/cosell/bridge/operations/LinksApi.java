package dev.cosell.bridge.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkQuery;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The links, to look at and to remove. */
@RestController
@RequestMapping("/api/links")
class LinksApi {

  /** A record's id where the CRM does not use GUIDs. */
  private static final Pattern SHORT_ID = Pattern.compile("[A-Za-z0-9]{15}|[A-Za-z0-9]{18}");

  private final Links links;
  private final LinkRemoval removal;

  LinksApi(Links links, LinkRemoval removal) {
    this.links = links;
    this.removal = removal;
  }

  @GetMapping
  Page<Answer> search(
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "20") int size) {
    PageRequest wanted = PageRequest.of(page, size);
    LinkQuery search = new LinkQuery(query.strip(), state(state), wanted.page(), wanted.size());
    List<Answer> found = links.search(search).stream().map(Answer::of).toList();
    return new Page<>(found, wanted.page(), wanted.size(), links.count(search));
  }

  /** By the referral's id or, for a deal that has none yet, by the record's. */
  @GetMapping("/{referralId}")
  Answer one(@PathVariable String referralId) {
    return Answer.of(find(referralId));
  }

  /** Removes the link and all that is remembered of the deal; neither system is touched. */
  @DeleteMapping("/{referralId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String referralId, @RequestParam(defaultValue = "false") boolean force) {
    removal.remove(find(referralId), force);
  }

  private Link find(String id) {
    return ReferralId.parse(id)
        .flatMap(links::find)
        .or(() -> ofRecord(id))
        .orElseThrow(() -> unknown(id));
  }

  /** Letters of a GUID may be of either case; those of other ids are not the same then. */
  private Optional<Link> ofRecord(String id) {
    return Stream.of(id, id.toLowerCase(Locale.ROOT))
        .distinct()
        .flatMap(record -> Stream.of(RecordId.opportunity(record), RecordId.lead(record)))
        .map(links::find)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static RuntimeException unknown(String id) {
    String shown = SHORT_ID.matcher(id).matches() ? id : Problem.referralId(id).value();
    return Problem.notFound("no link of referral or record " + shown);
  }

  private static @Nullable LinkState state(String word) {
    if (word.isBlank()) {
      return null;
    }
    return Arrays.stream(LinkState.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> Problem.badRequest("state is '" + word + "': " + words() + " are allowed"));
  }

  private static List<String> words() {
    return Arrays.stream(LinkState.values()).map(LinkState::word).toList();
  }

  /** A link as the API shows it. */
  record Answer(
      @Nullable String referralId,
      @Nullable RecordId record,
      @Nullable String name,
      String state,
      @Nullable String reason,
      JsonNode base,
      @Nullable String referralVersion,
      @Nullable String recordVersion,
      Instant createdAt,
      Instant updatedAt) {

    static Answer of(Link link) {
      return new Answer(
          link.referralId() == null ? null : link.referralId().value(),
          link.record(),
          link.name(),
          link.state().word(),
          link.reason(),
          link.base(),
          link.referralVersion(),
          link.recordVersion(),
          link.createdAt(),
          link.updatedAt());
    }
  }
}

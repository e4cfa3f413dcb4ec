package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.salesforce.OrgStages.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One description of the organisation, question by question. */
final class Describing {

  /** What is asked. */
  sealed interface Question {}

  /** What fields an object has. */
  record OfObject(String name) implements Question {}

  /** Which stages are won, lost and open. */
  record OfStages() implements Question {}

  /** In which currency all amounts are, where records do not tell it. */
  record OfCurrency() implements Question {}

  private final Deque<Question> left = new ArrayDeque<>();
  private final Map<String, ObjectFacts> objects = new HashMap<>();
  private List<Stage> stages = List.of();
  private @Nullable String currency;

  /**
   * Begins.
   *
   * @param currency the one currency by the settings, null when they do not say it
   */
  Describing(@Nullable String currency) {
    this.currency = currency;
    for (String object :
        List.of(OrgFacts.OPPORTUNITY, OrgFacts.LEAD, OrgFacts.ACCOUNT, OrgFacts.CONTACT)) {
      left.add(new OfObject(object));
    }
    left.add(new OfStages());
  }

  /** True while there is something to ask. */
  public boolean isOpen() {
    return !left.isEmpty();
  }

  Question current() {
    return left.element();
  }

  /** The current question cannot be answered. */
  void passOver() {
    left.remove();
  }

  void found(ObjectFacts facts) {
    OfObject question = (OfObject) left.remove();
    objects.put(question.name(), facts);
    boolean tellsCurrency = facts.has(OrgFacts.CURRENCY) || currency != null;
    if (question.name().equals(OrgFacts.OPPORTUNITY) && !tellsCurrency) {
      left.add(new OfCurrency());
    }
  }

  void found(List<Stage> all) {
    left.remove();
    stages = List.copyOf(all);
  }

  void foundCurrency(@Nullable String code) {
    left.remove();
    currency = code;
  }

  /** The stages that Salesforce told, empty when it did not. */
  List<Stage> stages() {
    return stages;
  }

  ObjectFacts opportunity() {
    return objects.getOrDefault(OrgFacts.OPPORTUNITY, ObjectFacts.ABSENT);
  }

  OrgFacts facts(OrgStages names) {
    return new OrgFacts(objects, names, currency);
  }
}

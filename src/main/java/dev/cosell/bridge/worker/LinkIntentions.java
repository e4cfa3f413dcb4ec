package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Intents;
import dev.cosell.bridge.sync.Intentions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What was meant to be written, in the store. */
@Component
class LinkIntentions implements Intentions {

  private final Intents intents;

  LinkIntentions(Intents intents) {
    this.intents = intents;
  }

  @Override
  public Optional<String> of(long linkKey) {
    return intents.of(linkKey);
  }

  @Override
  public void note(long linkKey, String notes) {
    intents.note(linkKey, notes);
  }
}

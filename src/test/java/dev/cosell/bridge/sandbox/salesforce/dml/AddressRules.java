package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Countries;
import dev.cosell.bridge.sandbox.salesforce.setup.Countries.Place;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps codes and texts of states and countries in step (Salesforce Help, "State and
 * Country/Territory Picklist Field-Syncing Logic").
 */
final class AddressRules implements SaveRule {

  private static final Map<String, String> PREFIXES = Map.of("Account", "Billing", "Lead", "");

  @Override
  public void apply(Save save) {
    String prefix = PREFIXES.get(save.type().name());
    if (prefix != null && save.type().has(prefix + "CountryCode")) {
      new Address(save, prefix).settle();
    }
  }

  private record Address(Save save, String prefix) {

    void settle() {
      if (clearsCountry()) {
        clear("Country");
        if (!save.changes().touch(prefix + "StateCode")) {
          clear("State");
        }
      } else if (touches("Country")) {
        put("Country", country());
      }
      if (touches("Country") || touches("State")) {
        state();
      }
    }

    private boolean clearsCountry() {
      return touches("Country")
          && save.changes().value(prefix + "Country").isEmpty()
          && save.changes().value(prefix + "CountryCode").isEmpty();
    }

    private Place country() {
      Optional<String> code = changed("CountryCode");
      Optional<String> text = changed("Country");
      Place place =
          (code.isPresent()
                  ? code.flatMap(Countries::country)
                  : text.flatMap(called -> Countries.countryCalled(called, codesAsText())))
              .orElseThrow(() -> problem("Country", "country/territory", code));
      refuseMismatch("Country", place, code, text);
      return place;
    }

    private void state() {
      String country = save.text(prefix + "CountryCode");
      boolean named = stored("State").isPresent() || stored("StateCode").isPresent();
      if (country.isEmpty() && named) {
        throw refused(
            "State",
            "A country/territory must be specified before specifying a state value for field: ");
      }
      if (touches("State")) {
        state(country, changed("StateCode"), changed("State"));
      } else {
        state(country, stored("StateCode"), Optional.empty());
      }
    }

    private void state(String country, Optional<String> code, Optional<String> text) {
      if (code.isEmpty() && text.isEmpty()) {
        clear("State");
        return;
      }
      Place place =
          (code.isPresent()
                  ? code.flatMap(found -> Countries.state(country, found))
                  : text.flatMap(called -> Countries.stateCalled(country, called, codesAsText())))
              .orElseThrow(() -> problem("State", "state", code));
      refuseMismatch("State", place, code, text);
      put("State", place);
    }

    /** On a new row the code wins, on an old one both must agree. */
    private void refuseMismatch(
        String part, Place place, Optional<String> code, Optional<String> text) {
      boolean agree =
          code.isEmpty() || text.filter(called -> !place.isCalled(called, codesAsText())).isEmpty();
      if (!agree && !save.isNew()) {
        throw refused(part, "The integration value does not match the code for field: ");
      }
    }

    private boolean codesAsText() {
      return save.organization().settings().features().countryCodesAsText();
    }

    private boolean touches(String part) {
      return save.changes().touch(prefix + part) || save.changes().touch(prefix + part + "Code");
    }

    private Optional<String> changed(String part) {
      return save.changes().value(prefix + part).map(String::valueOf);
    }

    private Optional<String> stored(String part) {
      return save.value(prefix + part).map(String::valueOf);
    }

    private void put(String part, Place place) {
      save.put(prefix + part, Optional.of(place.label()));
      save.put(prefix + part + "Code", Optional.of(place.code()));
    }

    private void clear(String part) {
      save.put(prefix + part, Optional.empty());
      save.put(prefix + part + "Code", Optional.empty());
    }

    private SalesforceError problem(String part, String noun, Optional<String> code) {
      if (code.isPresent()) {
        String field = prefix + part + "Code";
        return SalesforceError.save(
            "FIELD_INTEGRITY_EXCEPTION",
            "The %s field contains %s, which isn't an available %s. Your administrator can add it for you."
                .formatted(field, code.get(), noun),
            field);
      }
      return refused(
          part,
          "There's a problem with this %s, even though it may appear correct. Please select a %s from the list of valid values.: "
              .formatted(noun, noun));
    }

    private SalesforceError refused(String part, String message) {
      String field = prefix + part;
      String label = save.type().field(field).map(Field::label).orElse(field);
      return SalesforceError.save("FIELD_INTEGRITY_EXCEPTION", message + label, field);
    }
  }
}

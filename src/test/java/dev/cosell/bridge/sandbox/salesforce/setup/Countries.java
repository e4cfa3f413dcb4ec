package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The countries and states of the address picklists: all countries, the states of a few. */
public final class Countries {

  /**
   * A country or state.
   *
   * @param code ISO code
   * @param label its name, which is its integration value too
   */
  public record Place(String code, String label) {

    /** Whether a text means it. */
    public boolean isCalled(String text, boolean byCodeToo) {
      return label.equalsIgnoreCase(text) || (byCodeToo && code.equalsIgnoreCase(text));
    }
  }

  private static final List<Place> COUNTRIES =
      Arrays.stream(Locale.getISOCountries())
          .map(code -> new Place(code, name(code)))
          .sorted(Comparator.comparing(Place::label))
          .toList();

  // CA is California and Cagliari, WA is Washington and Western Australia.
  private static final Map<String, List<Place>> STATES =
      Map.of(
          "AU", List.of(new Place("NSW", "New South Wales"), new Place("WA", "Western Australia")),
          "CA", List.of(new Place("BC", "British Columbia"), new Place("ON", "Ontario")),
          "DE", List.of(new Place("BE", "Berlin"), new Place("BY", "Bavaria")),
          "IT", List.of(new Place("CA", "Cagliari"), new Place("MI", "Milano")),
          "US",
              List.of(
                  new Place("CA", "California"),
                  new Place("NY", "New York"),
                  new Place("WA", "Washington")));

  private Countries() {}

  /** The country with a code. */
  public static Optional<Place> country(String code) {
    return COUNTRIES.stream().filter(place -> place.code().equals(code)).findFirst();
  }

  /** The country that a text means. */
  public static Optional<Place> countryCalled(String text, boolean byCodeToo) {
    return COUNTRIES.stream().filter(place -> place.isCalled(text, byCodeToo)).findFirst();
  }

  /** The state of a country with a code. */
  public static Optional<Place> state(String country, String code) {
    return statesOf(country).stream().filter(place -> place.code().equals(code)).findFirst();
  }

  /** The state of a country that a text means. */
  public static Optional<Place> stateCalled(String country, String text, boolean byCodeToo) {
    return statesOf(country).stream().filter(place -> place.isCalled(text, byCodeToo)).findFirst();
  }

  private static List<Place> statesOf(String country) {
    return STATES.getOrDefault(country, List.of());
  }

  static List<PicklistValue> countryValues() {
    return COUNTRIES.stream()
        .map(place -> new PicklistValue(place.code(), place.label(), true, false, Set.of()))
        .toList();
  }

  /** One value for each state, so that a code can stand there twice. */
  static List<PicklistValue> stateValues() {
    return STATES.entrySet().stream()
        .flatMap(
            country ->
                country.getValue().stream()
                    .map(
                        place ->
                            new PicklistValue(
                                place.code(),
                                place.label(),
                                true,
                                false,
                                Set.of(country.getKey()))))
        .sorted(Comparator.comparing(PicklistValue::label))
        .toList();
  }

  private static String name(String code) {
    return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
  }
}

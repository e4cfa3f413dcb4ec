package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a compound address. */
public final class AddressFields {

  private static final int STREET = 255;
  private static final int CITY = 40;
  private static final int STATE = 80;
  private static final int POSTAL_CODE = 20;
  private static final int COUNTRY = 80;

  private AddressFields() {}

  /** The parts of an address after the prefix of its field names, codes last. */
  public static final List<String> PARTS =
      List.of("Street", "City", "State", "PostalCode", "Country", "StateCode", "CountryCode");

  static List<Field> of(String prefix, boolean picklists) {
    String label = prefix.isEmpty() ? "" : prefix + " ";
    List<Field> fields = new ArrayList<>();
    fields.add(Field.textArea(prefix + "Street", STREET));
    fields.add(Field.text(prefix + "City", CITY));
    fields.add(Field.text(prefix + "State", STATE).labelled(label + "State/Province"));
    fields.add(Field.text(prefix + "PostalCode", POSTAL_CODE).labelled(label + "Zip/Postal Code"));
    fields.add(Field.text(prefix + "Country", COUNTRY));
    if (picklists) {
      fields.add(
          Field.picklist(prefix + "StateCode", Countries.stateValues())
              .labelled(label + "State/Province Code")
              .with(Trait.RESTRICTED)
              .controlledBy(prefix + "CountryCode"));
      fields.add(
          Field.picklist(prefix + "CountryCode", Countries.countryValues()).with(Trait.RESTRICTED));
    }
    fields.add(Field.address(prefix + "Address"));
    return fields;
  }

  /** The name of a part inside the compound, for example {@code postalCode}. */
  public static String inCompound(String part) {
    return part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1);
  }
}

package dev.cosell.bridge.sandbox.salesforce.events;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Names of fields as the Pub/Sub API writes them: a bit for the place of each in the schema, and
 * for parts of a compound its place, a hyphen, and a bit for each part.
 */
record FieldBitmap(Schema schema) {

  List<String> of(List<String> paths) {
    BigInteger fields = BigInteger.ZERO;
    Map<Integer, BigInteger> compounds = new TreeMap<>();
    for (String path : paths) {
      int dot = path.indexOf('.');
      if (dot < 0) {
        fields = fields.setBit(schema.getField(path).pos());
      } else {
        Schema.Field compound = schema.getField(path.substring(0, dot));
        Schema parts = compound.schema().getTypes().get(1);
        int bit = parts.getField(path.substring(dot + 1)).pos();
        compounds.merge(compound.pos(), BigInteger.ZERO.setBit(bit), BigInteger::or);
      }
    }
    List<String> bitmaps = new ArrayList<>();
    if (fields.signum() > 0) {
      bitmaps.add(hex(fields));
    }
    compounds.forEach((place, bits) -> bitmaps.add(place + "-" + hex(bits)));
    return bitmaps;
  }

  private static String hex(BigInteger bits) {
    return "0x" + bits.toString(16).toUpperCase(Locale.ROOT);
  }
}

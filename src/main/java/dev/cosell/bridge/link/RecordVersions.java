package dev.cosell.bridge.link;

import org.jspecify.annotations.Nullable;

/**
 * Versions of records. A version may end with a mark of the record's content, behind {@code #}: a
 * CRM that does not tell which version a write made is recognized by what the record holds.
 */
public final class RecordVersions {

  private static final char MARK = '#';

  private RecordVersions() {}

  /** Whether a record of this version has nothing that the other version did not have. */
  public static boolean areOfOneContent(@Nullable String version, @Nullable String other) {
    if (version == null || other == null) {
      return false;
    }
    int mark = version.lastIndexOf(MARK);
    return version.equals(other) || (mark >= 0 && other.endsWith(version.substring(mark)));
  }
}

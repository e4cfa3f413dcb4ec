package dev.cosell.bridge.crm;

import java.util.List;

/**
 * Which records' versions are asked for; the body of {@code direct:crm-read-versions}, which leaves
 * a map in its place: version by id, without the records that were not found.
 *
 * @param entity {@code opportunity} or {@code lead}
 * @param ids of records, {@link #MOST} at most
 */
public record VersionsWanted(String entity, List<String> ids) {

  /** So many ids fit into one address. */
  public static final int MOST = 100;

  /** Copies the list. */
  public VersionsWanted {
    ids = List.copyOf(ids);
  }
}

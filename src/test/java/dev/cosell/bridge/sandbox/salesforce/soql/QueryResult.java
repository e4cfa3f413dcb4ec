package dev.cosell.bridge.sandbox.salesforce.soql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a query found.
 *
 * @param totalSize number of rows
 * @param records the rows, none for COUNT()
 */
public record QueryResult(int totalSize, List<ObjectNode> records) {}

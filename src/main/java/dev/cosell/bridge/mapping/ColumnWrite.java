package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value for a column of the CRM.
 *
 * @param field the field it comes from
 * @param column where it goes
 * @param value in the CRM's form: amounts as decimal numbers, days as {@code yyyy-MM-dd}, choices
 *     as the CRM stores them, a currency as its ISO code; a null node empties the column
 */
public record ColumnWrite(String field, Column column, JsonNode value) {}

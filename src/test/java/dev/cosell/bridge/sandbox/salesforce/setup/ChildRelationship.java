package dev.cosell.bridge.sandbox.salesforce.setup;

/**
 * The rows that point to a row.
 *
 * @param name what a subquery calls them
 * @param sObject what they are
 * @param field their field with the id
 * @param cascades whether they are deleted with it
 */
public record ChildRelationship(String name, String sObject, String field, boolean cascades) {}

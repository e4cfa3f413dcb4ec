/** The REST API: rows, queries, describe, replication, composites and limits. */
@NullMarked
package dev.cosell.bridge.sandbox.salesforce.rest;

import org.jspecify.annotations.NullMarked;

/**
 * What every CRM's adapter needs beside its own calls: where to look for a record, the poll in
 * turn, what it delivered, and what becomes of its failures.
 */
@NullMarked
package dev.cosell.bridge.crm;

import org.jspecify.annotations.NullMarked;

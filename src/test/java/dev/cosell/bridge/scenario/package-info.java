/**
 * The bridge beside its sandbox: what a seller, an operator and an attacker would see. The system
 * property {@code cosell.test.crm} chooses the CRM.
 */
package dev.cosell.bridge.scenario;

/** The bridge beside its sandbox: what a seller, an operator and an attacker would see. */
package dev.cosell.bridge.scenario;

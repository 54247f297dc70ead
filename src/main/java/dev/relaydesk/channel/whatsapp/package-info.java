/** WhatsApp Cloud API: verify, translate, render, send. */
@NullMarked
package dev.relaydesk.channel.whatsapp;

import org.jspecify.annotations.NullMarked;

package dev.relaydesk.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What customers are told about actions: by us, from what is stored, never by the model. */
@ConfigMapping(prefix = "relaydesk.text.action")
interface ActionTexts {

    @WithDefault(
            "I have opened ticket {ticket} for you: {subject}. Whatever you write here is added to it. Write “new question” to talk to me again.")
    String ticketOpened();

    @WithDefault("Your message was added to ticket {ticket}. Write “new question” to talk to me again.")
    String ticketNoted();

    /** Several, separated by commas; in ticket mode each of them brings the bot back. */
    @WithDefault("new question,neue Frage,nueva pregunta,nouvelle question")
    String newQuestion();

    @WithDefault("Go ahead, what would you like to know?")
    String askAway();

    @WithDefault("I have added that to ticket {ticket}.")
    String commentAdded();

    @WithDefault("Ticket {tickets} ({subject}) is {status}.")
    String ticketStatus();

    @WithDefault("I cannot find a ticket of yours.")
    String noTicket();

    @WithDefault("Thank you. If you need anything else, just write again.")
    String closed();

    @WithDefault("I am looking into that thoroughly. It takes a while; I will write as soon as it is done.")
    String researchOrdered();

    @WithDefault("I cannot do that by myself. Write “human” if you would like to talk to a colleague.")
    String refused();

    @WithDefault(
            "That is as often as I can do this for the moment. Write “human” if you would like to talk to a colleague.")
    String quotaUsedUp();

    @WithDefault("I did not get that right. Could you put it in other words?")
    String notUnderstood();

    @WithDefault("Already under way. I will tell you as soon as there is news.")
    String underWay();

    @WithDefault("I could not find out whether that worked. A colleague is looking into it.")
    String unclear();

    @WithDefault("A colleague has to agree to that first. I have passed it on.")
    String approval();

    @WithDefault("A colleague has decided against it, so nothing was done.")
    String notApproved();

    @WithDefault("No colleague could look at it in time, so nothing was done. Just ask again if you still want it.")
    String approvalExpired();

    @WithDefault("Shall I do this? {title}{parameters}")
    String question();

    /** What is added where there are no buttons; also works where there are. */
    @WithDefault("Reply {code} to confirm, or no.")
    String questionCode();

    @WithDefault("Yes, do it")
    String yes();

    @WithDefault("No")
    String no();

    @WithDefault("All right, I leave it.")
    String cancelled();

    @WithDefault("My question has expired, so nothing was done. Just ask again if you still want it.")
    String expired();
}

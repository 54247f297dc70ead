# Prepares a fresh Redmine for Relaydesk: what docs/tickets.md tells an administrator to click. Can be run again.
Setting.rest_api_enabled = '1'

admin = User.find_by_login('admin')
admin.must_change_passwd = false
admin.password = admin.password_confirmation = 'only-for-this-check'
admin.save!

field = IssueCustomField.find_or_initialize_by(name: 'Relaydesk reference')
field.field_format = 'string'
field.is_for_all = true
field.is_filter = true
field.tracker_ids = Tracker.pluck(:id)
field.save!

project = Project.find_by(identifier: 'support') || Project.new(name: 'Support', identifier: 'support')
project.is_public = false
project.enabled_module_names = ['issue_tracking']
project.tracker_ids = [3]
project.save!

role = Role.find_or_initialize_by(name: 'Relaydesk')
role.permissions = %i[view_issues add_issues add_issue_notes view_private_notes set_notes_private]
role.issues_visibility = 'all'
role.save!
WorkflowTransition.where(role_id: role.id).delete_all
WorkflowTransition.create!(tracker_id: 3, role_id: role.id, old_status_id: 0, new_status_id: 1)

bot = User.find_or_initialize_by(login: 'relaydesk')
bot.firstname, bot.lastname, bot.mail = 'Relay', 'Desk', 'relaydesk@example.test'
bot.password = bot.password_confirmation = 'only-for-this-check'
bot.save!
Member.create!(project: project, principal: bot, roles: [role]) unless Member.exists?(project_id: project.id, user_id: bot.id)

puts "ADMIN_KEY=#{admin.api_key}", "BOT_KEY=#{bot.api_key}", "FIELD=#{field.id}", "ROLE=#{role.id}"
